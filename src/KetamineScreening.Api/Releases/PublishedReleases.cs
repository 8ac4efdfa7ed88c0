using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Releases;

/// <summary>The releases in memory, so that no request waits for the store or can observe by timing when it is written to.</summary>
/// <remarks>The writer refreshes this copy at each turn. A withdrawal by another process becomes visible then.</remarks>
internal sealed class PublishedReleases(ReleaseStore store)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Snapshot? current;

    /// <summary>All releases, the newest last; null when the store has not been reachable since the start.</summary>
    /// <param name="cancellation">Cancels the wait for the first load, which takes two seconds at most.</param>
    public async ValueTask<IReadOnlyList<PublishedRelease>?> AllAsync(CancellationToken cancellation) =>
        (await CurrentAsync(cancellation))?.Releases;

    /// <summary>The series of a major version; null when the store has not been reachable since the start.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="major">Major version; null for the newest one that has releases, or the current one.</param>
    /// <param name="cancellation">Cancels the wait for the first load, which takes two seconds at most.</param>
    public async ValueTask<PublishedSeries?> SeriesAsync(PublishedQuestionnaire questionnaire, int? major, CancellationToken cancellation)
    {
        if (await CurrentAsync(cancellation) is not { } known) return null;
        var released = known.Series.Keys.Where(key => key.Questionnaire == questionnaire.Id).Select(key => key.Major).ToList();
        var wanted = major ?? (released.Count > 0 ? released.Max() : questionnaire.Current.Version.Major);
        return known.Series.TryGetValue((questionnaire.Id, wanted), out var series)
            ? series
            : new PublishedSeries(questionnaire.Id, wanted, []);
    }

    /// <summary>The releases of a questionnaire that can be read, the newest last: synthetic ones only while there are no others.</summary>
    public static IReadOnlyList<PublishedRelease> Readable(IReadOnlyList<PublishedRelease> releases, string questionnaire)
    {
        var own = releases.Where(release => !release.Row.IsWithdrawn && release.Row.Questionnaire == questionnaire).ToList();
        var real = own.Where(release => release.Row.Synthetic == 0).ToList();
        return real.Count > 0 ? real : own;
    }

    /// <summary>Ends the wait for the first load, whether the load succeeded or failed.</summary>
    public void HasBeenTried() => firstAttempt.TrySetResult();

    /// <summary>Reads the releases from the store. Files of known releases are not read again, because they never change.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var before = Volatile.Read(ref current);
        var known = (before?.Releases ?? []).ToDictionary(release => release.Row.Id, StringComparer.Ordinal);
        var read = new List<PublishedRelease>();
        foreach (var row in await store.ListAsync(cancellation))
        {
            var files = row.IsWithdrawn ? []
                : known.TryGetValue(row.Id, out var release) ? release.Files
                : await FilesAsync(row, cancellation);
            read.Add(new PublishedRelease(row, files));
        }

        // Without a change the series that were already made are kept.
        if (before is not null && before.Releases.Select(release => release.Row).SequenceEqual(read.Select(release => release.Row))) return;
        Volatile.Write(ref current, new Snapshot(read, PublishedSeries.Of(read)));
    }

    private async ValueTask<Snapshot?> CurrentAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref current) is { } known) return known;
        await Task.WhenAny(firstAttempt.Task, Task.Delay(MaxWait, cancellation));
        return Volatile.Read(ref current);
    }

    private async Task<IReadOnlyList<PublishedFile>> FilesAsync(ReleaseStore.ReleaseRow row, CancellationToken cancellation)
    {
        var files = await store.FilesAsync(row.Id, cancellation);
        return [.. files.Select(file => new PublishedFile(file.Name, file.MediaType, file.Bytes(), file.IsText, file.Sha256))];
    }

    private sealed record Snapshot(
        IReadOnlyList<PublishedRelease> Releases, IReadOnlyDictionary<(string Questionnaire, long Major), PublishedSeries> Series);
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
