using System.Security.Cryptography;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>The hashes of all published questionnaire files, in the format of <c>sha256sum -c</c>.</summary>
/// <remarks>
/// Clients, researchers and printed results refer to published versions, so a published file must never change. A language can be added
/// beside a published version: its file gets a line of its own and all other lines stay as they are.
/// </remarks>
internal static class PublishedHashes
{
    private const string Folder = "questionnaires";
    private const string File = $"{Folder}/{Name}";
    private const string Name = "published.sha256";
    private const string Changed = $"is not the file that {Name} lists; a change of a published file needs a new version";

    /// <summary>Reports every file that was changed, removed or not listed to <paramref name="files"/>.</summary>
    public static void Check(ContentFiles files)
    {
        var published = Read(files);
        if (published is null) return;
        ReportChanges(files, published);
        foreach (var file in Present(files).Where(file => !published.ContainsKey(file)))
        {
            files.Fault($"{Folder}/{file}", $"is not listed in {Name}");
        }
    }

    /// <summary>Adds the files that are not listed yet. Does nothing if a listed file was changed or removed.</summary>
    /// <param name="files">Receives the faults.</param>
    /// <returns>The added files, relative to the folder of questionnaires, in ordinal order.</returns>
    public static IReadOnlyList<string> Add(ContentFiles files)
    {
        var published = Read(files);
        if (published is null) return [];
        ReportChanges(files, published);
        if (files.Faults.Count > 0) return [];

        var added = Present(files).Where(file => !published.ContainsKey(file)).Order(StringComparer.Ordinal).ToList();
        if (added.Count == 0) return [];
        foreach (var file in added) published.Add(file, HashOf(files, file));
        var lines = published.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Value}  {entry.Key}\n");
        System.IO.File.WriteAllText(files.PathOf(File), string.Concat(lines));
        return added;
    }

    private static Dictionary<string, string>? Read(ContentFiles files)
    {
        if (!System.IO.File.Exists(files.PathOf(File)))
        {
            files.Fault(File, "is missing");
            return null;
        }

        var published = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in System.IO.File.ReadLines(files.PathOf(File)).Where(line => line.Length > 0))
        {
            var isEntry = line.Split("  ", 2) is [{ Length: 64 } hash, { Length: > 0 } file] && published.TryAdd(file, hash);
            if (!isEntry) files.Fault(File, $"cannot be read at '{line}'");
        }

        return published;
    }

    private static void ReportChanges(ContentFiles files, Dictionary<string, string> published)
    {
        var present = Present(files);
        foreach (var file in published.Keys.Except(present)) files.Fault($"{Folder}/{file}", "was published and is missing");
        foreach (var file in present)
        {
            if (published.TryGetValue(file, out var hash) && hash != HashOf(files, file)) files.Fault($"{Folder}/{file}", Changed);
        }
    }

    private static List<string> Present(ContentFiles files) =>
    [
        .. files.Folders(Folder)
            .SelectMany(id => files.Folders($"{Folder}/{id}").Select(version => $"{id}/{version}"))
            .SelectMany(folder => files.Files($"{Folder}/{folder}").Select(file => $"{folder}/{file}")),
    ];

    private static string HashOf(ContentFiles files, string file) =>
        Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(files.PathOf($"{Folder}/{file}"))));
}
