namespace KetamineScreening.Api.Tests.Pages;

/// <summary>The pages to read, which stand around the questions.</summary>
public static class SitePages
{
    /// <summary>Addresses of the pages made from templates, without <c>/</c> and the page of the totals.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("src/KetamineScreening.Api/wwwroot"), "*.html")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name is not ("index" or "data"))
            .Select(name => $"/{name}")
            .Order(StringComparer.Ordinal),
    ];
}
