namespace KetamineScreening.Api.Releases;

/// <summary>The releases as they are served: from memory, so that no reader ever waits for the store, or sees when it is written to.</summary>
/// <remarks>A withdrawal by another process is seen at the next turn of the writer.</remarks>
internal sealed class PublishedReleases(ReleaseStore store)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<PublishedRelease>? all;

    /// <summary>All releases, the newest last; null when the store was never reached since the start.</summary>
    /// <param name="cancellation">Gives up waiting, which happens only in the first moments of the service.</param>
    public async ValueTask<IReadOnlyList<PublishedRelease>?> AllAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref all) is { } known) return known;
        await Task.WhenAny(tried.Task, Task.Delay(LongestWait, cancellation));
        return Volatile.Read(ref all);
    }

    /// <summary>Says that the store has been tried, with success or without: nobody need wait for it any more.</summary>
    public void HasBeenTried() => tried.TrySetResult();

    /// <summary>Reads what is new in the store.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var known = (Volatile.Read(ref all) ?? []).ToDictionary(release => release.Row.Id, StringComparer.Ordinal);
        var read = new List<PublishedRelease>();
        foreach (var row in await store.ListAsync(cancellation))
        {
            var files = row.IsWithdrawn ? [] : known.TryGetValue(row.Id, out var release) ? release.Files : await FilesAsync(row, cancellation);
            read.Add(new PublishedRelease(row, files));
        }

        Volatile.Write(ref all, read);
    }

    private async Task<IReadOnlyList<PublishedFile>> FilesAsync(ReleaseStore.ReleaseRow row, CancellationToken cancellation) =>
        [.. (await store.FilesAsync(row.Id, cancellation)).Select(file => new PublishedFile(file.Name, file.MediaType, file.Bytes(), file.IsText, file.Sha256))];
}

/// <summary>A release with its files.</summary>
/// <param name="Row">What it covers.</param>
/// <param name="Files">Its files by name; none when it was withdrawn.</param>
internal sealed record PublishedRelease(ReleaseStore.ReleaseRow Row, IReadOnlyList<PublishedFile> Files)
{
    /// <summary>Id of the release.</summary>
    public string Id => Row.Id;
}

/// <summary>A file of a release.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="MediaType">Media type it is served with.</param>
/// <param name="Bytes">The bytes, the same for ever.</param>
/// <param name="IsText">Whether it is text, so that compressing it is worth while.</param>
/// <param name="Sha256">SHA-256 of the bytes, in hexadecimal.</param>
internal sealed record PublishedFile(string Name, string MediaType, byte[] Bytes, bool IsText, string Sha256);
