using System.Collections.Concurrent;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Pages;

/// <summary>The data pages of one state of the releases, kept so that each page is compressed once and not at every request.</summary>
/// <param name="releases">The releases that the pages show.</param>
internal sealed class DataPageCopies(IReadOnlyList<PublishedRelease> releases)
{
    private readonly ConcurrentDictionary<(string Language, string Name), ServedBytes> pages = new();

    /// <summary>The releases that the pages show.</summary>
    public IReadOnlyList<PublishedRelease> Releases { get; } = releases;

    /// <summary>A page; made when it is asked for first.</summary>
    /// <param name="language">Language of the page.</param>
    /// <param name="name">Its way up, the id of its release, if there is one, and the query of its links.</param>
    /// <param name="make">Makes the page in UTF-8.</param>
    public ServedBytes Get(string language, string name, Func<byte[]> make) => pages.GetOrAdd(
        (language, name), _ => new ServedBytes(make, "text/html; charset=utf-8", ContentCoding.Brotli, ContentCoding.Gzip));
}
