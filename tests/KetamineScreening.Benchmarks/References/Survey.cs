using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Benchmarks.References;

/// <summary>
/// A simple survey back end, written for the comparison: it parses the body, checks all codes, stores the answers as one row of
/// JSON and confirms it. It does not explain a result.
/// </summary>
internal sealed class Survey : IDisposable
{
    private readonly Dictionary<string, Dictionary<string, HashSet<string>>> codes = Parts.Questionnaires.ToDictionary(
        questionnaire => questionnaire.Id,
        questionnaire => questionnaire.Items.ToDictionary(item => item.Id, item => item.Options.Select(option => option.Code).ToHashSet()));

    // SQLite allows one writer at a time, so one connection with one prepared statement is fastest.
    private readonly SemaphoreSlim writeLock = new(1);
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;

    /// <summary>Creates the database.</summary>
    public Survey(string file)
    {
        connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var create = connection.CreateCommand();
        // The same durability as the real service.
        create.CommandText = """
            pragma journal_mode = truncate; pragma synchronous = full;
            create table response (id integer primary key, questionnaire text, received text, answers text)
            """;
        create.ExecuteNonQuery();
        insert = connection.CreateCommand();
        insert.CommandText = "insert into response (questionnaire, received, answers) values ($questionnaire, $received, $answers)";
        foreach (var name in (string[])["$questionnaire", "$received", "$answers"]) insert.Parameters.Add(name, SqliteType.Text);
        insert.Prepare();
    }

    /// <summary>Maps its endpoints.</summary>
    public void Map(WebApplication app)
    {
        app.MapPost("/v1/questionnaires/{id}/screenings", Store);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
        writeLock.Dispose();
    }

    private async Task<Results<Ok<Stored>, BadRequest, NotFound>> Store(string id, EchoRequest body)
    {
        if (!codes.TryGetValue(id, out var items)) return TypedResults.NotFound();
        foreach (var (item, option) in body.Answers)
        {
            if (!items.TryGetValue(item, out var options) || !options.Contains(option)) return TypedResults.BadRequest();
        }

        var answers = JsonSerializer.Serialize(body.Answers, EchoJson.Default.DictionaryStringString);
        await writeLock.WaitAsync();
        try
        {
            insert.Parameters[0].Value = id;
            insert.Parameters[1].Value = DateTime.UtcNow.ToString("O");
            insert.Parameters[2].Value = answers;
            insert.ExecuteNonQuery();
        }
        finally
        {
            writeLock.Release();
        }

        return TypedResults.Ok(new Stored(id, body.Answers.Count, true));
    }
}

/// <summary>Response of the survey.</summary>
/// <param name="Questionnaire">Id of the questionnaire.</param>
/// <param name="Answers">Number of answers.</param>
/// <param name="IsStored">Whether the answers were stored.</param>
internal sealed record Stored(string Questionnaire, int Answers, [property: JsonPropertyName("stored")] bool IsStored);
