using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Both operations return the result that v1 returns for the same answers.</summary>
public sealed class ResultTests(SharedService service)
{
    private const string Country = "?country=GB";
    private static readonly string[] ContactDetails = ["name", "phone", "text", "url"];

    public static TheoryData<string> Ids => [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Theory, MemberData(nameof(Ids))]
    public async Task The_score_operation_returns_every_part_of_the_result_of_v1(string id)
    {
        foreach (var answers in Expected.Varied(id, others: 20, new Random(20261126)))
        {
            var v1 = await Screen(id, answers);
            var result = await service.Operate($"/fhir/Questionnaire/{id}/$score{Country}", FhirReading.Response(id, answers));
            var lines = result["parameter"]!.AsArray()
                .Where(parameter => (string?)parameter!["name"] is not ("emergency" or "help" or "response"))
                .Select(parameter => Line(parameter!));

            Assert.Equal(
                [
                    $"score {v1["score"]!["value"]}", $"max {v1["score"]!["max"]}",
                    $"band {v1["band"]!["code"]} {v1["band"]!["label"]}", $"on-scale {v1["band"]!["onScale"]}",
                    $"summary {v1["band"]!["summary"]}",
                    .. Entries(v1, "reasons", entry => $"reason {entry["text"]}"),
                    $"completeness {v1["completeness"]!["note"]}",
                    .. Entries(v1, "actions", entry =>
                        $"action [code {entry["code"]} {entry["title"]}; urgency {entry["urgency"]}; text {entry["text"]}; "
                        + $"{string.Join("; ", entry["flags"]!.AsArray().Select(flag => $"flag {flag}"))}]"),
                    .. Entries(v1, "flags", entry =>
                        $"flag [code {entry["code"]} {entry["title"]}; urgency {entry["urgency"]}; action {entry["action"]}; "
                        + $"text {entry["text"]}]"),
                    .. Entries(v1, "nextSteps", entry => $"next-step [kind {entry["kind"]}; title {entry["title"]}; text {entry["text"]}]"),
                    .. Entries(v1, "learn", id => $"learn {id}"),
                    $"disclaimer {v1["disclaimer"]}", $"validation {v1["validation"]}", $"validation-note {v1["validationNote"]}",
                    $"contribution {v1["contribution"]}",
                ],
                lines);
            AssertHelp(v1, name => result.Parameters(name).Select(parameter => (string)parameter["valueString"]!));
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_process_operation_returns_every_part_of_the_result_of_v1_as_issues(string id)
    {
        foreach (var answers in Expected.Varied(id, others: 20, new Random(20261127)))
        {
            var v1 = await Screen(id, answers);
            var response = FhirReading.Response(id, answers);
            var outcome = await service.Operate($"/fhir/Questionnaire/{id}/$process-response{Country}", response);
            var issues = outcome["issue"]!.AsArray().Select(issue => issue!).ToList();
            var titles = (await service.Get("/v1/learn"))["texts"]!.AsArray()
                .ToDictionary(text => (string)text!["id"]!, text => text!["title"]);

            Assert.All(issues, issue => Assert.Equal("information informational", $"{issue["severity"]} {issue["code"]}"));
            Assert.Equal(
                [
                    .. Entries(v1, "actions", entry =>
                        $"action: {entry["title"]}. {entry["text"]} "
                        + $"({entry["code"]}: {entry["urgency"]} ({string.Join(", ", entry["flags"]!.AsArray())}))"),
                    $"band: {v1["band"]!["label"]}. {v1["band"]!["summary"]} ({v1["band"]!["code"]})",
                    $"score: Score: {v1["score"]!["value"]} out of {v1["score"]!["max"]}.",
                    .. Entries(v1, "reasons", entry => $"reason: {entry["text"]} ({entry["code"]})"),
                    $"completeness: {v1["completeness"]!["note"]}",
                    .. Entries(v1, "flags", entry =>
                        $"flag: {Sentence($"{entry["title"]}")} {entry["text"]} ({entry["code"]}: {entry["urgency"]})"),
                    .. Entries(v1, "nextSteps", entry => $"next-step: {Sentence($"{entry["title"]}")} {entry["text"]} ({entry["kind"]})"),
                    .. Entries(v1, "learn", id => $"learn: {titles[(string)id!]} ({id})"),
                    $"disclaimer: {v1["disclaimer"]}", $"validation: {v1["validationNote"]} ({v1["validation"]})",
                ],
                issues
                    .Where(issue => issue.Summary() is not ("result-emergency" or "result-help" or "contribution-declined"))
                    .Select(Issue));
            AssertHelp(v1, name => issues
                .Where(issue => issue.Summary() == $"result-{name}")
                .Select(issue => (string)issue["details"]!["text"]!));
            Assert.Equal("contribution-declined", outcome.Codes().Last());
            var anywhere = await service.Operate($"/fhir/Questionnaire/$process-response{Country}", response);
            Assert.Equal(outcome.ToJsonString(), anywhere.ToJsonString());
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_operation_definition_states_exactly_what_the_score_operation_returns(string id)
    {
        var definition = (await service.Get("/fhir/OperationDefinition/Questionnaire-score"))["parameter"]!.AsArray()
            .Select(parameter => parameter!)
            .Where(parameter => (string?)parameter["use"] == "out")
            .ToList();
        var returned = new HashSet<string>();
        foreach (var answers in Expected.Varied(id, others: 20, new Random(20261128)))
        {
            var response = FhirReading.Response(id, answers);
            response["status"] = "in-progress";
            var result = await service.Operate($"/fhir/Questionnaire/{id}/$score{Country}", response);

            Assert.Empty(Differences("$score", definition, result["parameter"]!, returned));
        }

        Assert.Equal(Paths("$score", definition).Order(StringComparer.Ordinal), returned.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Differences(
        string path, IEnumerable<JsonNode> definitions, JsonNode actual, HashSet<string> returned)
    {
        var byName = actual.AsArray().ToLookup(parameter => (string)parameter!["name"]!, parameter => parameter!);
        var known = definitions.ToDictionary(definition => (string)definition["name"]!);
        foreach (var name in byName.Select(group => group.Key).Except(known.Keys)) yield return $"{path}.{name} is not in the definition";
        foreach (var (name, definition) in known)
        {
            var (count, isList) = (byName[name].Count(), (string?)definition["max"] == "*");
            if (count < (int)definition["min"]! || (count > 1 && !isList)) yield return $"{path}.{name} occurs {count} times";
            foreach (var parameter in byName[name])
            {
                returned.Add($"{path}.{name}");
                if (TypeOf(parameter) != (string?)definition["type"]) yield return $"{path}.{name} has the type {TypeOf(parameter)}";
                if (parameter["part"] is not { } parts) continue;
                foreach (var difference in Differences($"{path}.{name}", Parts(definition), parts, returned)) yield return difference;
            }
        }
    }

    private static string? TypeOf(JsonNode parameter)
    {
        var value = parameter.AsObject().Select(member => member.Key).SingleOrDefault(name => name is not ("name" or "part"));
        return value == "resource" ? (string?)parameter["resource"]!["resourceType"] : value?["value".Length..] switch
        {
            "Coding" => "Coding",
            { } primitive => char.ToLowerInvariant(primitive[0]) + primitive[1..],
            null => null,
        };
    }

    private static IEnumerable<string> Paths(string path, IEnumerable<JsonNode> definitions) => definitions.SelectMany(definition =>
        Paths($"{path}.{definition["name"]}", Parts(definition)).Prepend($"{path}.{definition["name"]}"));

    private static IEnumerable<JsonNode> Parts(JsonNode definition) => (definition["part"]?.AsArray() ?? []).Select(part => part!);

    private Task<JsonNode> Screen(string id, IReadOnlyDictionary<string, string> answers) =>
        service.Screen(id, answers, change: request => request.RequestUri = new Uri($"{request.RequestUri}{Country}", UriKind.Relative));

    private static IEnumerable<string> Entries(JsonNode v1, string list, Func<JsonNode, string> line) =>
        v1[list]!.AsArray().Select(entry => line(entry!));

    private static string Line(JsonNode parameter) => $"{parameter["name"]} " + (parameter["part"] is { } parts
        ? $"[{string.Join("; ", parts.AsArray().Select(part => Line(part!)))}]"
        : parameter["valueCoding"] is { } coding
            ? $"{coding["code"]} {coding["display"]}"
            : $"{parameter["valueString"] ?? parameter["valueCode"] ?? parameter["valueInteger"] ?? parameter["valueBoolean"]}");

    private static string Issue(JsonNode issue) => $"{issue.Summary()["result-".Length..]}: {issue["details"]!["text"]}"
        + (issue["diagnostics"] is { } diagnostics ? $" ({diagnostics})" : "");

    private static string Sentence(string title) => title.EndsWith('.') || title.EndsWith('?') ? title : $"{title}.";

    // Each emergency block has its numbers, and every service is named with its number.
    private static void AssertHelp(JsonNode v1, Func<string, IEnumerable<string>> texts)
    {
        var blocks = v1["emergency"]!["blocks"]!.AsArray().Select(block => block!).ToList();
        Assert.Equal(3, blocks.Count);
        Assert.All(blocks.Zip(texts("emergency"), (block, text) => (Block: block, Text: text)), pair =>
        {
            Assert.StartsWith($"{pair.Block["title"]}. {pair.Block["text"]} ", pair.Text, StringComparison.Ordinal);
            AssertContacts(pair.Block["contacts"]!, [pair.Text]);
        });
        Assert.Equal(blocks.Count, texts("emergency").Count());
        AssertContacts(v1["help"]!, [.. texts("help")]);
    }

    private static void AssertContacts(JsonNode contacts, IReadOnlyList<string> texts) => Assert.All(
        contacts.AsArray(),
        contact => Assert.Contains(
            texts,
            text => ContactDetails.All(detail => text.Contains($"{contact![detail]}", StringComparison.Ordinal))));
}
