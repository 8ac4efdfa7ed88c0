using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using KetamineScreening.Api.Releases.Packages;

namespace KetamineScreening.Api.Releases;

/// <summary>The stored releases, with all SQL that accesses them. No statement changes a file after it was frozen.</summary>
internal sealed class ReleaseStore(DbDataSource source)
{
    private const string Text = "text";
    private const string Base64 = "base64";
    private const string Columns = """
        id as "Id", questionnaire as "Questionnaire", major as "Major", period_start as "PeriodStart", period_end as "PeriodEnd",
        synthetic as "Synthetic", withdrawn as "Withdrawn"
        """;

    private const string AddRelease = """
        insert into release (id, questionnaire, major, period_start, period_end, synthetic, withdrawn)
        values (@Id, @Questionnaire, @Major, @PeriodStart, @PeriodEnd, @Synthetic, @Withdrawn)
        """;
    private const string AddFile = """
        insert into release_file (release, name, media_type, encoding, content, sha256)
        values (@Release, @Name, @MediaType, @Encoding, @Content, @Sha256)
        """;

    /// <summary>Writes the release of a closed period, in the transaction that also deletes its counters.</summary>
    public static async Task FreezeAsync(DbConnection connection, DbTransaction transaction, ClosedPeriod period)
    {
        await connection.ExecuteAsync(
            AddRelease,
            new
            {
                period.Id,
                Questionnaire = period.Questionnaire.Id,
                period.Questionnaire.Version.Major,
                PeriodStart = DateText(period.Calendar.FirstDay),
                PeriodEnd = DateText(period.Calendar.LastDay),
                Synthetic = period.IsSynthetic ? 1 : 0,
                Withdrawn = "",
            },
            transaction);
        await connection.ExecuteAsync(AddFile, ReleaseFiles.Write(period).Select(file => new
        {
            Release = period.Id,
            file.Name,
            file.MediaType,
            Encoding = file.IsText ? Text : Base64,
            Content = file.IsText ? Encoding.UTF8.GetString(file.Content) : Convert.ToBase64String(file.Content),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Content)),
        }), transaction);
    }

    /// <summary>All releases, the newest last.</summary>
    public async Task<IReadOnlyList<ReleaseRow>> ListAsync(CancellationToken cancellation)
    {
        const string Read = $"select {Columns} from release order by period_end, id";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<ReleaseRow>(Read)];
    }

    /// <summary>The days that the releases of a major version of a questionnaire cover, withdrawn and synthetic ones included.</summary>
    public static async Task<IReadOnlyList<(DateOnly First, DateOnly Last)>> DaysAsync(
        DbConnection connection, DbTransaction transaction, string questionnaire, long major, bool synthetic)
    {
        const string Read = """
            select period_start as "PeriodStart", period_end as "PeriodEnd" from release
            where questionnaire = @questionnaire and major = @major and synthetic = @Synthetic
            """;
        var rows = await connection.QueryAsync<(string First, string Last)>(
            Read, new { questionnaire, major, Synthetic = synthetic ? 1 : 0 }, transaction);
        return [.. rows.Select(row => (DateOf(row.First), DateOf(row.Last)))];
    }

    /// <summary>Ids of all releases.</summary>
    public async Task<IReadOnlySet<string>> IdsAsync(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<string>("select id from release")).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The files of a release with their content, ordered by name.</summary>
    public async Task<IReadOnlyList<StoredFile>> FilesAsync(string release, CancellationToken cancellation)
    {
        const string Read = """
            select name as "Name", media_type as "MediaType", encoding as "Encoding", content as "Content", sha256 as "Sha256"
            from release_file where release = @release order by name
            """;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<StoredFile>(Read, new { release })];
    }

    /// <summary>Copies all releases, including withdrawn ones, into another store that has no releases.</summary>
    /// <returns>Number of releases copied.</returns>
    public async Task<int> CopyToAsync(DbDataSource target, CancellationToken cancellation)
    {
        await using var connection = await target.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var releases = await ListAsync(cancellation);
        foreach (var release in releases)
        {
            await connection.ExecuteAsync(AddRelease, release, transaction);
            var files = await FilesAsync(release.Id, cancellation);
            var rows = files.Select(file => new
            {
                Release = release.Id,
                file.Name,
                file.MediaType,
                file.Encoding,
                file.Content,
                file.Sha256,
            });
            await connection.ExecuteAsync(AddFile, rows, transaction);
        }

        await transaction.CommitAsync(cancellation);
        return releases.Count;
    }

    /// <summary>Withdraws a release: requests for it receive the reason instead of the files. A release is never recomputed.</summary>
    /// <returns>Whether the release existed and was not withdrawn before.</returns>
    public async Task<bool> WithdrawAsync(string id, string reason, CancellationToken cancellation)
    {
        const string Withdraw = "update release set withdrawn = @reason where id = @id and withdrawn = ''";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(Withdraw, new { id, reason }) > 0;
    }

    private static string DateText(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly DateOf(string text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    /// <summary>A stored release.</summary>
    public sealed record ReleaseRow
    {
        /// <summary>Id of the release.</summary>
        public required string Id { get; init; }

        /// <summary>Id of the questionnaire.</summary>
        public required string Questionnaire { get; init; }

        /// <summary>Major version of the questionnaire.</summary>
        public required long Major { get; init; }

        /// <summary>First day, for example <c>2026-10-01</c>.</summary>
        public required string PeriodStart { get; init; }

        /// <summary>Last day.</summary>
        public required string PeriodEnd { get; init; }

        /// <summary>1 when the screenings are synthetic, else 0.</summary>
        public required long Synthetic { get; init; }

        /// <summary>Reason for the withdrawal; empty while the release is published.</summary>
        public required string Withdrawn { get; init; }

        /// <summary>Whether the release was withdrawn.</summary>
        public bool IsWithdrawn => Withdrawn.Length > 0;
    }

    /// <summary>A stored file of a release.</summary>
    public sealed record StoredFile
    {
        /// <summary>Name of the file.</summary>
        public required string Name { get; init; }

        /// <summary>Media type it is served with.</summary>
        public required string MediaType { get; init; }

        /// <summary>Encoding of <see cref="Content"/>: <c>text</c> or <c>base64</c>.</summary>
        public required string Encoding { get; init; }

        /// <summary>The content in this encoding.</summary>
        public required string Content { get; init; }

        /// <summary>SHA-256 of the decoded content, in hexadecimal.</summary>
        public required string Sha256 { get; init; }

        /// <summary>Whether the file is text and therefore worth compressing.</summary>
        public bool IsText => Encoding == ReleaseStore.Text;

        /// <summary>The decoded content.</summary>
        public byte[] Bytes() => Encoding == Base64 ? Convert.FromBase64String(Content) : System.Text.Encoding.UTF8.GetBytes(Content);
    }
}
