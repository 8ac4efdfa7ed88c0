using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Attacks.Targets;

/// <summary>Steps shared by the attacks.</summary>
internal static class TargetActions
{
    /// <summary>The request body of a screening.</summary>
    public static string Body(Person person, bool contribute)
    {
        var answers = new JsonObject();
        foreach (var (item, option) in person.Answers) answers[item] = option;
        var body = new JsonObject { ["answers"] = answers, ["contribute"] = contribute };
        if (!contribute || person.About == AboutPerson.NotGiven) return body.ToJsonString();
        var about = new JsonObject();
        if (person.About.AgeBand >= 0) about["ageBand"] = AboutPerson.AgeBands[person.About.AgeBand];
        if (person.About.Gender >= 0) about["gender"] = AboutPerson.Genders[person.About.Gender];
        body["about"] = about;
        return body.ToJsonString();
    }

    /// <summary>Posts a screening.</summary>
    public static async Task<Reply> PostAsync(
        this ITarget target, Person person, bool contribute = true, string? key = null, HttpClient? from = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{person.Questionnaire.Id}/screenings")
        {
            Content = new StringContent(Body(person, contribute), Encoding.UTF8, "application/json"),
        };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        var reply = await Reply.Of(from ?? target.Http, request);
        return reply.Status == 200 ? reply : throw new InvalidOperationException(reply.Text);
    }

    /// <summary>Posts screenings in parallel.</summary>
    public static Task PostAsync(this ITarget target, IEnumerable<Person> people, HttpClient? from = null) => Parallel.ForEachAsync(
        people, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) => await target.PostAsync(person, from: from));

    /// <summary>
    /// Lets the quarter and its grace pass, with one turn after each, and returns the releases that appeared, by questionnaire.
    /// </summary>
    public static async Task<IReadOnlyDictionary<KnownQuestionnaire, Release>> EndPeriodAsync(this ITarget target)
    {
        var before = await target.ReleaseIdsAsync();
        var end = EndOfQuarter(target.Now);
        target.Now = end.AddMinutes(10);
        await target.TurnAsync();
        target.Now = end.AddHours(2);
        await target.TurnAsync();
        return await target.NewReleasesAsync(before);
    }

    /// <summary>The first moment after a quarter.</summary>
    public static DateTimeOffset EndOfQuarter(DateTimeOffset moment) => CalendarPeriod.Of(moment, PeriodLength.Quarter).End;

    /// <summary>Ids of the published releases.</summary>
    public static async Task<IReadOnlySet<string>> ReleaseIdsAsync(this ITarget target) =>
        (await Release.List(target.Http)).Select(release => release.Id).ToHashSet();

    /// <summary>Downloads the releases that are not in a set of ids.</summary>
    public static async Task<IReadOnlyDictionary<KnownQuestionnaire, Release>> NewReleasesAsync(
        this ITarget target, IReadOnlySet<string> before)
    {
        var releases = (await Release.List(target.Http)).Where(release => !before.Contains(release.Id)).ToList();
        foreach (var release in releases) await release.Download(target.Http);
        return releases.ToDictionary(release => release.Questionnaire);
    }
}
