using KetamineScreening.Api.Http.Caching;

namespace KetamineScreening.Api.Releases;

/// <summary>The releases in memory, so that no request waits for the store or can observe by timing when it is written to.</summary>
/// <remarks>The writer refreshes this copy at each turn. A withdrawal by another process becomes visible then.</remarks>
internal sealed class PublishedReleases(ReleaseStore store)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<PublishedRelease>? all;

    /// <summary>All releases, the newest last; null when the store has not been reachable since the start.</summary>
    /// <param name="cancellation">Cancels the wait for the first load, which takes two seconds at most.</param>
    public async ValueTask<IReadOnlyList<PublishedRelease>?> AllAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref all) is { } known) return known;
        await Task.WhenAny(firstAttempt.Task, Task.Delay(MaxWait, cancellation));
        return Volatile.Read(ref all);
    }

    /// <summary>Ends the wait for the first load, whether the load succeeded or failed.</summary>
    public void HasBeenTried() => firstAttempt.TrySetResult();

    /// <summary>Reads the releases from the store. Files of known releases are not read again, because they never change.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var known = (Volatile.Read(ref all) ?? []).ToDictionary(release => release.Row.Id, StringComparer.Ordinal);
        var read = new List<PublishedRelease>();
        foreach (var row in await store.ListAsync(cancellation))
        {
            var files = row.IsWithdrawn ? []
                : known.TryGetValue(row.Id, out var release) ? release.Files
                : await FilesAsync(row, cancellation);
            read.Add(new PublishedRelease(row, files));
        }

        Volatile.Write(ref all, read);
    }

    private async Task<IReadOnlyList<PublishedFile>> FilesAsync(ReleaseStore.ReleaseRow row, CancellationToken cancellation)
    {
        var files = await store.FilesAsync(row.Id, cancellation);
        return [.. files.Select(file => new PublishedFile(file.Name, file.MediaType, file.Bytes(), file.IsText, file.Sha256))];
    }
}

/// <summary>A release with its files.</summary>
/// <param name="Row">The stored description of the release.</param>
/// <param name="Files">The files, ordered by name; empty when the release was withdrawn.</param>
internal sealed record PublishedRelease(ReleaseStore.ReleaseRow Row, IReadOnlyList<PublishedFile> Files)
{
    /// <summary>Id of the release.</summary>
    public string Id => Row.Id;
}

/// <summary>A file of a release, which never changes.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="MediaType">Media type it is served with.</param>
/// <param name="Bytes">The content.</param>
/// <param name="IsText">Whether the file is text and therefore worth compressing.</param>
/// <param name="Sha256">SHA-256 of the bytes, in hexadecimal.</param>
internal sealed record PublishedFile(string Name, string MediaType, byte[] Bytes, bool IsText, string Sha256)
{
    private static readonly string[] Gzip = [ContentCoding.Gzip];

    /// <summary>The file as it is served.</summary>
    public ServedBytes Served { get; } = new(() => Bytes, MediaType, IsText ? Gzip : []);
}
