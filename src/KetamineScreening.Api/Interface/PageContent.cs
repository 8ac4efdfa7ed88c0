using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Interface;

/// <summary>The texts of all pages, by the name of the page.</summary>
internal sealed class PageContent(IReadOnlyDictionary<string, PageTexts> pages)
{
    /// <summary>Name of the texts that every page has, such as those of its head and foot.</summary>
    public const string Shared = "shared";

    private const string Folder = "pages";

    /// <summary>The texts of every page.</summary>
    public IEnumerable<PageTexts> All => pages.Values;

    /// <summary>The texts of a page.</summary>
    /// <exception cref="ContentException">There are none.</exception>
    public PageTexts this[string page] => pages.GetValueOrDefault(page)
        ?? throw new ContentException([$"{Folder}/{page}: is missing, and there is a page with this name"]);

    /// <summary>Reads and validates <c>pages/PAGE/*.json</c>.</summary>
    public static PageContent Load(ContentFiles files) =>
        new(files.Folders(Folder).ToDictionary(page => page, page => PageTexts.Load(files, $"{Folder}/{page}"), StringComparer.Ordinal));
}
