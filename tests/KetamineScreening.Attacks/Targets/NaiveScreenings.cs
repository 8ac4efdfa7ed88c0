using System.Collections.Concurrent;
using System.Text.Json;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;
using Microsoft.AspNetCore.Http;

namespace KetamineScreening.Attacks.Targets;

/// <summary>Scores screenings, repeats the response to a known idempotency key, and tells whether a screening was counted.</summary>
/// <param name="allowance">Screenings of one network that are counted; 0 for no limit.</param>
/// <param name="count">Adds a screening to the counters.</param>
internal sealed class NaiveScreenings(int allowance, Action<KnownQuestionnaire, long[]> count)
{
    private readonly ConcurrentDictionary<string, string> resultsByKey = new();
    private readonly ConcurrentDictionary<string, int> countedByNetwork = new();
    private int counted;

    /// <summary>Number of screenings counted.</summary>
    public int Counted => counted;

    /// <summary>Number of further idempotency keys that can be remembered.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Scores a screening.</summary>
    public async Task<IResult> ScoreAsync(KnownQuestionnaire questionnaire, HttpContext context)
    {
        // Common idempotency: the first response is stored under the key and returned again.
        string? key = context.Request.Headers["Idempotency-Key"];
        if (key is not null && resultsByKey.TryGetValue(key, out var known)) return Results.Text(known, "application/json");

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var answers = body.RootElement.GetProperty("answers").EnumerateObject()
            .ToDictionary(answer => answer.Name, answer => answer.Value.GetString()!);
        var problems = AnswerSheet.Check(questionnaire.Newest, answers, out var sheet);
        if (problems.Count > 0) return Results.UnprocessableEntity(problems.Select(problem => new { problem.ItemId, problem.Allowed }));
        var about = body.RootElement.TryGetProperty("about", out var said)
            ? new AboutPerson(Index(said, "ageBand", AboutPerson.AgeBands), Index(said, "gender", AboutPerson.Genders))
            : AboutPerson.NotGiven;
        var result = Scorer.Score(sheet!);
        var contribution = !body.RootElement.GetProperty("contribute").GetBoolean() ? "declined"
            : IsAllowed(context) && (key is null || Room-- > 0) ? "accepted" : "not-counted";
        if (contribution == "accepted") Count(questionnaire, result, about);
        var text = JsonSerializer.Serialize(new
        {
            score = new { value = result.Score },
            breakdown = answers.Select(answer => new { item = answer.Key, option = answer.Value }),
            advice = Enumerable.Range(0, result.Band.Index + 1).Select(_ => new string('.', 2000)),
            contribution,
        });
        if (key is not null) resultsByKey[key] = text;
        return Results.Text(text, "application/json");
    }

    private bool IsAllowed(HttpContext context)
    {
        var network = $"{context.Connection.RemoteIpAddress}"[..^2];
        return allowance == 0 || countedByNetwork.AddOrUpdate(network, 1, (_, before) => before + 1) <= allowance;
    }

    private void Count(KnownQuestionnaire questionnaire, ScreeningResult result, AboutPerson about)
    {
        var vector = new long[questionnaire.Vocabulary.Cells.Length];
        questionnaire.Vocabulary.Add(result, about, vector);
        count(questionnaire, vector);
        Interlocked.Increment(ref counted);
    }

    private static int Index(JsonElement about, string name, IReadOnlyList<string> codes) =>
        about.TryGetProperty(name, out var code) ? codes.ToList().IndexOf(code.GetString()!) : -1;
}
