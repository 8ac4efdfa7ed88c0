using Dapper;
using KetamineScreening.Api.Periods;
using Npgsql;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>The row of an open period in PostgreSQL.</summary>
internal static class StoredPeriod
{
    /// <summary>Reads it.</summary>
    public static async Task<(Period Period, long Commits, byte[] Counters)> ReadAsync(
        NpgsqlConnection connection, KnownQuestionnaire questionnaire)
    {
        const string Read = """
            select id as "Id", questionnaire as "Questionnaire", major as "Major", span as "Span", rho as "Rho", profile as "Profile",
            layout as "Layout", ring as "Ring", synthetic as "Synthetic" from period where questionnaire = @Id
            """;
        const string ReadCounters = "select commits, counters from period where questionnaire = @Id";
        var (commits, counters) = await connection.QuerySingleAsync<(long, byte[])>(ReadCounters, new { questionnaire.Id });
        return (await connection.QuerySingleAsync<Period>(Read, new { questionnaire.Id }), commits, counters);
    }
}
