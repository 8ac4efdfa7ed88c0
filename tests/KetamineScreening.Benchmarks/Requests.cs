using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Benchmarks;

/// <summary>Requests that wrk sends in turn.</summary>
/// <param name="Script">What makes them, in Lua.</param>
/// <param name="AreRefused">Whether the answers are to be errors.</param>
internal sealed record Requests(string Script, bool AreRefused = false)
{
    private const int OfEach = 100;

    /// <summary>Screenings of all instruments, made up once and for all by a generator with a fixed seed.</summary>
    public static Requests Screenings(IReadOnlyList<Questionnaire> questionnaires, bool contribute, bool refused = false) =>
        new(Posts(questionnaires.SelectMany(questionnaire => Bodies(questionnaire, contribute).Select(body => (questionnaire.Id, Body: refused ? body.Replace("\"last-used\"", "\"no-such-item\"", StringComparison.Ordinal) : body)))), refused);

    /// <summary>One address again and again.</summary>
    public static Requests Get(string path, string? entityTag = null) => new($$"""
        request = function() return wrk.format("GET", "{{path}}", { {{(entityTag is null ? "" : $"[\"If-None-Match\"] = '{entityTag}'")}} }) end

        """);

    /// <summary>Bodies of one instrument, as a person would fill them in.</summary>
    public static IReadOnlyList<string> Bodies(Questionnaire questionnaire, bool contribute)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, OfEach).Select(_ =>
        {
            var answers = Interview.Of(questionnaire, item => item.Required ? item.Options.Length - 1 : random.Next(10) == 0 ? -1 : random.Next(item.Options.Length));
            var members = new JsonObject(answers.Select(answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value)));
            return new JsonObject { ["answers"] = members, ["contribute"] = contribute }.ToJsonString();
        })];
    }

    private static string Posts(IEnumerable<(string Id, string Body)> bodies)
    {
        var script = new StringBuilder("local requests = {}\nlocal place = 0\nlocal headers = { [\"Content-Type\"] = \"application/json\" }\ninit = function()\n");
        foreach (var (id, body) in bodies)
        {
            script.Append($"  requests[#requests + 1] = wrk.format(\"POST\", \"/v1/questionnaires/{id}/screenings?country=IE\", headers, '{body}')\n");
        }

        return script.Append("end\nrequest = function() place = place % #requests + 1; return requests[place] end\n").ToString();
    }
}
