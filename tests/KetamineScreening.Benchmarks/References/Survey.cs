using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Benchmarks.References;

/// <summary>
/// A plain back end that stores every answer, written for the comparison and no product: it reads the body, looks all codes
/// up, stores the answers as a row of JSON and says that it has. It explains nothing.
/// </summary>
internal sealed class Survey : IDisposable
{
    private readonly Dictionary<string, Dictionary<string, HashSet<string>>> codes = Parts.Questionnaires.ToDictionary(
        questionnaire => questionnaire.Id,
        questionnaire => questionnaire.Items.ToDictionary(item => item.Id, item => item.Options.Select(option => option.Code).ToHashSet()));

    // One connection and one statement, prepared once, are quicker than one of each for every request: SQLite has one writer.
    private readonly SemaphoreSlim turn = new(1);
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;

    /// <summary>Makes its database.</summary>
    public Survey(string file)
    {
        connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var make = connection.CreateCommand();
        // Written through to the disk, as ours is.
        make.CommandText = "pragma journal_mode = truncate; pragma synchronous = full; create table response (id integer primary key, questionnaire text, received text, answers text)";
        make.ExecuteNonQuery();
        insert = connection.CreateCommand();
        insert.CommandText = "insert into response (questionnaire, received, answers) values ($questionnaire, $received, $answers)";
        foreach (var name in (string[])["$questionnaire", "$received", "$answers"]) insert.Parameters.Add(name, SqliteType.Text);
        insert.Prepare();
    }

    /// <summary>Puts it at its addresses.</summary>
    public void Map(WebApplication app)
    {
        app.MapPost("/v1/questionnaires/{id}/screenings", Store);
        app.MapGet("/", () => "ready");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
        turn.Dispose();
    }

    private async Task<Results<Ok<Stored>, BadRequest, NotFound>> Store(string id, EchoRequest body)
    {
        if (!codes.TryGetValue(id, out var items)) return TypedResults.NotFound();
        foreach (var (item, option) in body.Answers)
        {
            if (!items.TryGetValue(item, out var options) || !options.Contains(option)) return TypedResults.BadRequest();
        }

        var answers = JsonSerializer.Serialize(body.Answers, EchoJson.Default.DictionaryStringString);
        await turn.WaitAsync();
        try
        {
            insert.Parameters[0].Value = id;
            insert.Parameters[1].Value = DateTime.UtcNow.ToString("O");
            insert.Parameters[2].Value = answers;
            insert.ExecuteNonQuery();
        }
        finally
        {
            turn.Release();
        }

        return TypedResults.Ok(new Stored(id, body.Answers.Count, true));
    }
}

/// <summary>What it answers.</summary>
/// <param name="Questionnaire">What was answered.</param>
/// <param name="Answers">How many questions.</param>
/// <param name="IsStored">Whether they are stored.</param>
internal sealed record Stored(string Questionnaire, int Answers, [property: JsonPropertyName("stored")] bool IsStored);
