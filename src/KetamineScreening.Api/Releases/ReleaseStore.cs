using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Releases;

/// <summary>The releases on disk: all the SQL that touches them. Nothing here changes a file once it is frozen.</summary>
internal sealed class ReleaseStore(DbDataSource source)
{
    private const string Text = "text";
    private const string Base64 = "base64";
    private const string Columns = """
        id as "Id", questionnaire as "Questionnaire", major as "Major", first_quarter as "FirstQuarter",
        last_quarter as "LastQuarter", low_n as "LowN", synthetic as "Synthetic", withdrawn as "Withdrawn"
        """;

    private const string AddRelease = """
        insert into release (id, questionnaire, major, first_quarter, last_quarter, low_n, synthetic, withdrawn)
        values (@Id, @Questionnaire, @Major, @FirstQuarter, @LastQuarter, @LowN, @Synthetic, @Withdrawn)
        """;
    private const string AddFile = """
        insert into release_file (release, name, media_type, encoding, content, sha256)
        values (@Release, @Name, @MediaType, @Encoding, @Content, @Sha256)
        """;

    /// <summary>Writes the release of a closed period, as a part of the transaction that deletes its counters.</summary>
    public static async Task FreezeAsync(DbConnection connection, DbTransaction transaction, ClosedPeriod period)
    {
        await connection.ExecuteAsync(
            AddRelease,
            new
            {
                period.Id,
                Questionnaire = period.Questionnaire.Id,
                period.Questionnaire.Version.Major,
                FirstQuarter = period.FirstQuarter.ToString(),
                LastQuarter = period.LastQuarter.ToString(),
                LowN = period.IsLowN ? 1 : 0,
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
        const string Read = $"select {Columns} from release order by last_quarter, id";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<ReleaseRow>(Read)];
    }

    /// <summary>Last quarter that is released of one major version of an instrument; null when none is.</summary>
    public async Task<Quarter?> LastQuarterAsync(string questionnaire, int major, CancellationToken cancellation)
    {
        const string Read = "select max(last_quarter) from release where questionnaire = @questionnaire and major = @major";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return Quarter.TryParse(await connection.ExecuteScalarAsync<string?>(Read, new { questionnaire, major }), out var quarter) ? quarter : null;
    }

    /// <summary>Names, sizes and hashes of the files of a release.</summary>
    public async Task<IReadOnlyList<StoredFile>> FilesAsync(string release, CancellationToken cancellation)
    {
        const string Read = """
            select name as "Name", media_type as "MediaType", encoding as "Encoding", content as "Content", sha256 as "Sha256"
            from release_file where release = @release order by name
            """;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return [.. await connection.QueryAsync<StoredFile>(Read, new { release })];
    }

    /// <summary>Copies all releases, withdrawn ones too, into another store that has none.</summary>
    /// <returns>How many there are.</returns>
    public async Task<int> CopyToAsync(DbDataSource target, CancellationToken cancellation)
    {
        await using var connection = await target.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var releases = await ListAsync(cancellation);
        foreach (var release in releases)
        {
            await connection.ExecuteAsync(AddRelease, release, transaction);
            await connection.ExecuteAsync(AddFile, (await FilesAsync(release.Id, cancellation)).Select(file => new { Release = release.Id, file.Name, file.MediaType, file.Encoding, file.Content, file.Sha256 }), transaction);
        }

        await transaction.CommitAsync(cancellation);
        return releases.Count;
    }

    /// <summary>Withdraws a release: from now on it is answered with the reason. It is never computed again.</summary>
    /// <returns>Whether there was such a release, not withdrawn yet.</returns>
    public async Task<bool> WithdrawAsync(string id, string reason, CancellationToken cancellation)
    {
        const string Withdraw = "update release set withdrawn = @reason where id = @id and withdrawn = ''";
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await connection.ExecuteAsync(Withdraw, new { id, reason }) > 0;
    }

    /// <summary>A release as it is stored.</summary>
    public sealed record ReleaseRow
    {
        /// <summary>Id of the release.</summary>
        public required string Id { get; init; }

        /// <summary>Id of the instrument.</summary>
        public required string Questionnaire { get; init; }

        /// <summary>Its major version.</summary>
        public required long Major { get; init; }

        /// <summary>First quarter it covers.</summary>
        public required string FirstQuarter { get; init; }

        /// <summary>Last quarter it covers.</summary>
        public required string LastQuarter { get; init; }

        /// <summary>1 when the gate never let it pass.</summary>
        public required long LowN { get; init; }

        /// <summary>1 when it holds made-up screenings.</summary>
        public required long Synthetic { get; init; }

        /// <summary>Why it was withdrawn; empty while it is published.</summary>
        public required string Withdrawn { get; init; }

        /// <summary>Whether it was withdrawn.</summary>
        public bool IsWithdrawn => Withdrawn.Length > 0;
    }

    /// <summary>A file as it is stored.</summary>
    public sealed record StoredFile
    {
        /// <summary>Name of the file.</summary>
        public required string Name { get; init; }

        /// <summary>Media type it is served with.</summary>
        public required string MediaType { get; init; }

        /// <summary>How the content is written in the store.</summary>
        public required string Encoding { get; init; }

        /// <summary>The content in that encoding.</summary>
        public required string Content { get; init; }

        /// <summary>SHA-256 of the bytes, in hexadecimal.</summary>
        public required string Sha256 { get; init; }

        /// <summary>Whether it is text, so that compressing it is worth while.</summary>
        public bool IsText => Encoding == ReleaseStore.Text;

        /// <summary>The bytes.</summary>
        public byte[] Bytes() => Encoding == Base64 ? Convert.FromBase64String(Content) : System.Text.Encoding.UTF8.GetBytes(Content);
    }
}
