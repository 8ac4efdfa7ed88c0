using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Configuration;

/// <summary>The service starts only with complete and valid content.</summary>
public sealed class ContentTests
{
    private const string Quick = "questionnaires/ketamine-quick-check/2.0.0";
    private const string Structure = $"{Quick}/definition.json";
    private const string Texts = $"{Quick}/en.json";
    private const string Vectors = $"{Quick}/test-vectors.json";
    private const string Help = "help/directory.json";
    private const string HelpTexts = "help/en.json";
    private const string ServiceTexts = "service/en.json";
    private const string InterfaceTexts = "interface/en.json";

    private static readonly string[] TranslatedFiles =
    [
        "service/xx.json", "privacy/xx.json", "interface/xx.json", "fhir/xx.json", "help/xx.json",
        "questionnaires/ketamine-self-check/2.0.0/xx.json", "questionnaires/ketamine-quick-check/2.0.0/xx.json",
        "questionnaires/ketamine-concern-check/2.0.0/xx.json", "learn/stopping/xx.json",
    ];

    public static TheoryData<string, Action<JsonNode>, string> Errors => new()
    {
        { Structure, quick => quick["bands"]![2]!["from"] = 7, "bands.high: a gap before it, from 6 to 6" },
        { Structure, quick => quick["bands"]![2]!["from"] = 5, "bands.high: overlaps 'increasing'" },
        { Structure, quick => quick["bands"]![0]!["from"] = 1, "bands.lower: the first band does not begin at 0" },
        { Structure, quick => quick["bands"]![3]!["to"] = 15, "bands.very-high: the last band has an end" },
        { Structure, quick => quick["rules"]![0]!["when"]!["item"] = "shoe-size", "rules.bladder-monthly: unknown item 'shoe-size'" },
        {
            Structure,
            quick => quick["rules"]![0]!["when"]!["in"]![0] = "daily",
            "rules.bladder-monthly: item 'bladder' has no option 'daily'"
        },
        {
            Structure,
            quick => quick["rules"]![0]!["when"]!["atLeast"] = 1,
            "rules.bladder-monthly: a condition has to have exactly one of the known forms"
        },
        {
            Structure,
            quick => quick["rules"]![0]!["when"] = new JsonObject(),
            "rules.bladder-monthly: a condition has to have exactly one of the known forms"
        },
        {
            Structure,
            quick =>
                quick["flags"]![0]!["when"] = new JsonObject
                {
                    ["all"] = new JsonArray(Answer("bladder", "weekly"), Answer("last-used", "never")),
                },
            "flags.bladder: can never hold"
        },
        {
            Structure,
            quick => quick["conditions"]!["current"] = new JsonObject { ["is"] = "current" },
            "conditions.current: condition 'current' refers to itself"
        },
        { Structure, quick => Item(quick, 2, 4)["basis"] = new JsonArray(), "items.despite-harm: no basis" },
        { Structure, quick => Item(quick, 2, 4)["basis"]![0]!["source"] = "Z", "items.despite-harm: basis names the unknown source 'Z'" },
        { Structure, quick => Item(quick, 2, 4)["basis"]![0]!["heading"] = " ", "items.despite-harm: basis without a heading" },
        {
            Structure,
            quick =>
                Item(quick, 2, 4)["askedWhen"] = new JsonObject
                {
                    ["all"] = new JsonArray(Answer("last-used", "never"), Answer("last-used", "within-12-months")),
                },
            "items.despite-harm: can never be asked"
        },
        {
            Structure,
            quick => Item(quick, 2, 0)["askedWhen"] = Answer("bladder", "weekly"),
            "items.more-than-planned.askedWhen: looks at 'bladder', which is not asked before it"
        },
        {
            Structure,
            quick => Item(quick, 2, 0)["askedWhen"] = new JsonObject { ["score"] = "total", ["atLeast"] = 1 },
            "items.more-than-planned.askedWhen: branching may not look at the score"
        },
        {
            Structure,
            quick => Item(quick, 2, 0)["options"] = new JsonArray(),
            "items.more-than-planned: needs either a scale or options of its own"
        },
        { Structure, quick => Item(quick, 2, 0)["id"] = "preoccupation", "items.preoccupation: defined twice" },
        {
            Structure,
            quick => quick["scales"]!["quick-frequency"]![3]!["weight"] = -3,
            "scales.quick-frequency: option 'weekly' has a negative weight"
        },
        { Structure, quick => quick["guidance"]!["supervised"]!.AsObject().Remove("high"), "guidance.supervised.high: missing" },
        {
            Structure,
            quick => quick["guidance"]!["supervised"]!["high"]![0] = "no-such-step",
            "nextSteps.no-such-step: used in guidance but not defined"
        },
        { "learn/learn.json", list => list["texts"]![0]!["basis"] = new JsonArray(), ": no basis" },
        { Structure, quick => quick["version"] = "2.0.1", "id or version is not that of its folder" },
        { Structure, quick => quick["colour"] = "red", "$.colour: The JSON property 'colour' could not be mapped" },
        {
            Structure,
            quick => quick.AsObject().Remove("rules"),
            "$: JSON deserialization for type 'KetamineScreening.Domain.Questionnaires.Definition'"
                + " was missing required properties including: 'rules'"
        },
        { Structure, quick => quick["estimatedMinutes"] = "2", "$.estimatedMinutes: The JSON value could not be converted" },
        { Structure, quick => quick["sections"]!.AsArray().Add(null), "$.sections[4]: null" },
        { Structure, quick => quick["scales"]!["quick-frequency"] = null, "$.scales.quick-frequency: null" },
        { Texts, quick => quick["items"]!["bladder"]!["text"] = " ", "items.bladder.text: no text" },
        {
            Texts,
            quick => quick["items"]!["bladder"]!.AsObject().Remove("help"),
            "$.items.bladder: JSON deserialization for type 'KetamineScreening.Domain.Questionnaires.ItemWording'"
                + " was missing required properties including: 'help'"
        },
        { Texts, quick => quick["items"]!.AsObject().Remove("bladder"), "items.bladder: no text" },
        { Texts, quick => quick["rules"]!.AsObject().Remove("bladder-weekly"), "rules.bladder-weekly: no text" },
        { Texts, quick => quick["guidance"]!["supervised"]!.AsObject().Remove("high"), "guidance.supervised.high: no text" },
        { Texts, quick => quick["flags"]!["liver-urgent"] = "x", "flags.liver-urgent: not in the definition" },
        { Texts, quick => quick["flags"]!["bladder"] = "Only a text", "flags.bladder.title: no text" },
        { Texts, quick => quick["actions"]!["doctor-this-week"]!["text"] = "", "actions.doctor-this-week.text: no text" },
        { Texts, quick => quick["unratedReasons"]!.AsObject().Remove("never-used"), "unratedReasons.never-used: no text" },
        { Texts, quick => quick["sections"]!["context"] = null, "$.sections.context: null" },
        { Texts, quick => quick["language"] = "de", "language is not that of the file's name" },
        { Texts, quick => quick["review"] = "good", "review: neither 'source', 'unreviewed' nor 'reviewed'" },
        { Vectors, vectors => vectors["vectors"]![0]!["expected"]!["score"] = 15, "score is 0, not 15" },
        { Vectors, vectors => vectors["vectors"]![0]!["answers"]!["last-used"] = "yesterday", "UnknownOption at 'last-used'" },
        { Vectors, vectors => vectors["vectors"] = new JsonArray(), "vectors: none" },
        { Vectors, vectors => vectors["questionnaire"] = "ketamine-self-check", "questionnaire: is not 'ketamine-quick-check'" },
        { Help, help => Contact(help, "us-samhsa")["commercial"] = true, "us-samhsa: is commercial" },
        { Help, help => Contact(help, "us-samhsa")["source"] = null, "].source: " },
        {
            Help,
            help => Contact(help, "us-samhsa")["source"] = "http://www.samhsa.gov",
            "us-samhsa: 'http://www.samhsa.gov' is not an https address"
        },
        { Help, help => Contact(help, "us-samhsa")["purpose"] = "clinic", "us-samhsa: unknown purpose" },
        { Help, help => Contact(help, "us-samhsa")["reviewBy"] = "2026-11-21", "us-samhsa: reviewBy is not after lastVerified" },
        { Help, help => Contact(help, "us-samhsa")["reviewBy"] = "soon", "].reviewBy: The JSON value could not be converted" },
        { Help, help => Contact(help, "us-samhsa")["id"] = "us-988", "us-988: listed twice" },
        { Help, help => Contact(help, "us-911")["phone"] = null, "us-911: no number" },
        { Help, help => Contact(help, "us-911")["purpose"] = "crisis", "countries.US: no emergency number" },
        {
            Help,
            help => Contact(help, "ie-hse-drugs-alcohol")["hours"]!.AsObject().Remove("timeZone"),
            "ie-hse-drugs-alcohol: incomplete hours"
        },
        {
            Help,
            help => Contact(help, "ie-hse-drugs-alcohol")["hours"]!["spans"]![0]!["opens"] = "9.30",
            "ie-hse-drugs-alcohol: '9.30' is not a time"
        },
        {
            Help,
            help => Contact(help, "ie-hse-drugs-alcohol")["sponsor"] = "x",
            "].sponsor: The JSON property 'sponsor' could not be mapped"
        },
        { Help, help => Move(help["countries"]!, "GB", "UK"), "countries.UK: not an ISO 3166-1 alpha-2 code" },
        { Help, help => Move(help["countries"]!, "GB", "gb"), "countries.gb: not an ISO 3166-1 alpha-2 code" },
        { Help, help => help["international"] = new JsonArray(), "international: no crisis service" },
        { "help/countries.json", codes => codes.AsArray().Add("UKR"), "'UKR' is not two capital letters" },
        { HelpTexts, texts => texts["whatItIsNot"]!.AsObject().Remove("us-samhsa"), "whatItIsNot.us-samhsa: no text" },
        { HelpTexts, texts => texts["names"]!["emergency-services"] = "", "names.emergency-services: no text" },
        { HelpTexts, texts => texts["purposes"]!["sales"] = "x", "purposes.sales: unused text" },
        { HelpTexts, texts => texts["review"] = "good", "review: neither 'source', 'unreviewed' nor 'reviewed'" },
        { ServiceTexts, texts => texts["errors"]!.AsObject().Remove("required"), "errors.required: no text" },
        { ServiceTexts, texts => texts["problems"]!["not-found"]!["detail"] = "", "problems.not-found.detail: no text" },
        { ServiceTexts, texts => texts["problems"]!["not-found"] = null, "$.problems.not-found: null" },
        { "privacy/en.json", texts => texts["policy"]!["kept"] = "", "policy.kept: no text" },
        { "fhir/en.json", texts => texts["totalTitle"] = "", "totalTitle: no text" },
        { InterfaceTexts, texts => texts["texts"]!["leave.button"] = " ", "texts['leave.button']: no text" },
        { InterfaceTexts, texts => texts["texts"]!["leave.button"] = 5, "The JSON value could not be converted" },
        { InterfaceTexts, texts => texts["texts"]!["leave.button"] = null, "$.texts.leave.button: null" },
        {
            InterfaceTexts,
            texts => texts["texts"]!.AsObject().Remove("urgency.soon"),
            "texts['urgency.soon']: no text, and a result can contain this code"
        },
        {
            InterfaceTexts,
            texts => texts["texts"]!.AsObject().Remove("kind.counselling"),
            "texts['kind.counselling']: no text, and a result can contain this code"
        },
        {
            InterfaceTexts,
            texts => texts["texts"]!.AsObject().Remove("before.minutes.other"),
            "texts['before.minutes.one']: the English texts have no 'before.minutes.other'"
        },
        {
            InterfaceTexts,
            texts => texts["texts"]!["before.minutes.one"] = "{hours}",
            "texts['before.minutes.one']: not the placeholders of the English text"
        },
        { InterfaceTexts, texts => texts["direction"] = "up", "direction: neither 'ltr' nor 'rtl'" },
        { InterfaceTexts, texts => texts["review"] = "yes", "review: neither 'source', 'unreviewed' nor 'reviewed'" },
        { InterfaceTexts, texts => texts["language"] = "de", "language is not that of the file's name" },
        { ServiceTexts, texts => texts["language"] = "de", "language is not that of the file's name" },
    };

    [Theory, MemberData(nameof(Errors))]
    public void A_content_error_prevents_the_start_and_is_reported_with_its_file_and_place(
        string file,
        Action<JsonNode> change,
        string named)
    {
        using var content = new ContentFolder();
        content.Change(file, change);
        content.Publish();

        var lines = Lines(content);

        Assert.True(
            lines.Any(line => line.StartsWith($"- {file}: ", StringComparison.Ordinal) && line.Contains(named, StringComparison.Ordinal)),
            string.Join('\n', lines));
    }

    public static TheoryData<Action<ContentFolder>, string> Publications => new()
    {
        {
            content => File.AppendAllText(content.PathOf(Texts), "\n"),
            $"{Texts}: is not the file that published.sha256 lists; a change of a published file needs a new version"
        },
        {
            content => File.WriteAllText(content.PathOf($"{Quick}/notes.txt"), ""),
            $"{Quick}/notes.txt: is not listed in published.sha256"
        },
        { content => File.Delete(content.PathOf(Vectors)), $"{Vectors}: was published and is missing" },
        { content => File.Delete(content.PathOf(Vectors)), $"{Vectors}: cannot be read" },
        {
            content => Directory.Delete(content.PathOf(Quick), recursive: true),
            "questionnaires/ketamine-quick-check: has no version that can be used"
        },
        { content => File.Delete(content.PathOf("questionnaires/published.sha256")), "questionnaires/published.sha256: is missing" },
        {
            content => File.AppendAllText(content.PathOf("questionnaires/published.sha256"), "x\n"),
            "questionnaires/published.sha256: cannot be read at 'x'"
        },
        {
            content => File.WriteAllText(content.PathOf("questionnaires/ketamine-quick-check/published.json"), "{}"),
            $"questionnaires/ketamine-quick-check/published.json: '{Some.Version}' has no day of publication"
        },
        {
            content => content.Retire(Some.QuickCheck, "1.0.0"),
            $"{ContentFolder.RetiredFile(Some.QuickCheck)}: '1.0.0' is not a published version"
        },
        {
            content => content.Retire(Some.QuickCheck, Some.Version),
            $"{ContentFolder.RetiredFile(Some.QuickCheck)}: '{Some.Version}' is the newest version, which cannot be retired"
        },
        {
            content => File.WriteAllText(content.PathOf(ContentFolder.RetiredFile(Some.QuickCheck)), """{"2.0.0":"soon"}"""),
            $"{ContentFolder.RetiredFile(Some.QuickCheck)}: $['2.0.0']: The JSON value could not be converted to System.DateOnly"
        },
        {
            content => File.WriteAllText(content.PathOf(ContentFolder.RetiredFile(Some.QuickCheck)), "{"),
            $"{ContentFolder.RetiredFile(Some.QuickCheck)}: $: Expected depth to be zero"
        },
        {
            content => content.AddVersion(Some.QuickCheck, "2.1.0", RemoveActions, texts => texts.AsObject().Remove("actions")),
            "questionnaires/ketamine-quick-check/2.1.0/definition.json: actions: none; only a retired version can be without them"
        },
        {
            content => content.AddVersion(
                Some.QuickCheck, "2.1.0", quick => quick["learn"]!.AsArray().Add(new JsonObject { ["id"] = "no-such-text" })),
            "questionnaires/ketamine-quick-check/2.1.0/definition.json: learn: no text 'no-such-text'"
        },
        { content => File.Delete(content.PathOf("service/en.json")), "service/en.json: is missing or cannot be used" },
        { content => Directory.Delete(content.PathOf("help"), recursive: true), "help/directory.json: cannot be read" },
        { content => File.WriteAllText(content.PathOf("help/countries.json"), "null"), "help/countries.json: $: null" },
        { content => File.WriteAllText(content.PathOf("help/en.json"), ""), "help/en.json: $: The input does not contain any JSON tokens" },
        { content => Replace(content, Texts, "\"title\":", "\"title\": \"x\", \"title\":"), $"{Texts}: $.title: Duplicate propert" },
        {
            content => Replace(content, Texts, "\"bladder-weekly\":", "\"bladder-weekly\": \"x\", \"bladder-weekly\":"),
            $"{Texts}: $.rules.bladder-weekly: Duplicate propert"
        },
        {
            content => Replace(content, ServiceTexts, "\"title\":", "\"title\": \"x\", \"title\":"),
            $"{ServiceTexts}: $.problems.invalid-request.title: Duplicate propert"
        },
    };

    [Theory, MemberData(nameof(Publications))]
    public void Files_that_differ_from_the_published_ones_prevent_the_start_and_are_named(Action<ContentFolder> change, string named)
    {
        using var content = new ContentFolder();
        change(content);

        var lines = Lines(content);

        Assert.True(lines.Any(line => line.StartsWith($"- {named}", StringComparison.Ordinal)), string.Join('\n', lines));
    }

    public static TheoryData<string> Translations => [.. TranslatedFiles];

    [Theory, MemberData(nameof(Translations))]
    public void A_language_with_a_missing_file_is_rejected(string file)
    {
        using var content = ContentFolder.WithLanguageXx();
        File.Delete(content.PathOf(file));
        content.Publish();

        Assert.Contains($"- {file}: is missing, and other texts are there in this language", Lines(content));
    }

    [Fact]
    public void A_translation_of_the_interface_must_have_the_texts_and_placeholders_of_the_English_file()
    {
        using var content = ContentFolder.WithLanguageXx();
        content.Change("interface/xx.json", other =>
        {
            var texts = other["texts"]!.AsObject();
            texts.Remove("leave.again");
            (texts["section.progress"], texts["extra"]) = ("Part {index} of {all}", "x");
        });

        Assert.Equal(
            [
                "- interface/xx.json: texts['leave.again']: no text",
                "- interface/xx.json: texts['section.progress']: not the placeholders of the English text",
                "- interface/xx.json: texts['extra']: the English texts have no 'extra'",
            ],
            Lines(content).Where(line => line.StartsWith("- interface/", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_language_with_empty_texts_is_rejected_and_every_empty_text_is_named()
    {
        using var content = ContentFolder.WithLanguageXx();
        foreach (var file in TranslatedFiles)
        {
            content.Change(file, texts => ContentFolder.TextsOf(texts).ToList().ForEach(text => text.ReplaceWith(" ")));
        }

        content.Publish();
        var lines = Lines(content).ToHashSet();

        Assert.All(TranslatedFiles, file => Assert.All(
            ContentFolder.TextsOf(content.Read(file)),
            text => Assert.Contains($"- {file}: {text.GetPath()["$.".Length..]}: no text", lines)));
    }

    [Fact]
    public async Task The_executable_reports_the_errors_of_all_files_together_and_exits()
    {
        using var content = new ContentFolder();
        content.Change(Structure, quick => quick["bands"]![2]!["from"] = 7);
        content.Change(Help, help => Contact(help, "us-samhsa")["commercial"] = true);
        content.Change(ServiceTexts, texts => texts["errors"]!["required"] = "");
        var (exitCode, output) = await Executable.Run(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        Assert.Equal(1, exitCode);
        Assert.Equal(string.Join('\n', [.. Lines(content), ""]), output);
        Assert.Contains($"\n- {Structure}: bands.high: a gap before it, from 6 to 6\n", output, StringComparison.Ordinal);
        Assert.Contains(
            $"\n- {Structure}: is not the file that published.sha256 lists; a change of a published file needs a new version\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains($"\n- {Help}: us-samhsa: is commercial\n", output, StringComparison.Ordinal);
        Assert.Contains($"\n- {ServiceTexts}: errors.required: no text\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        using var content = new ContentFolder();
        Directory.Delete(Path.Combine(content.Path, "questionnaires"), recursive: true);

        Assert.Contains("- questionnaires: there is no such folder", Lines(content));
    }

    // The output of the executable, without starting a process for every error; another test checks that both are the same.
    private static string[] Lines(ContentFolder content) =>
        Assert.Throws<ContentException>(() => ServedContent.Read(content.Path)).Message.Split('\n');

    private static JsonNode Item(JsonNode questionnaire, int section, int item) => questionnaire["sections"]![section]!["items"]![item]!;

    private static void RemoveActions(JsonNode definition)
    {
        definition.AsObject().Remove("actions");
        foreach (var flag in definition["flags"]!.AsArray()) flag!.AsObject().Remove("action");
        foreach (var step in definition["nextSteps"]!.AsObject()) step.Value!.AsObject().Remove("coveredBy");
    }

    private static JsonObject Answer(string item, string code) => new() { ["item"] = item, ["in"] = new JsonArray(code) };

    private static JsonNode Contact(JsonNode help, string id) => help["countries"]!.AsObject()
        .SelectMany(country => country.Value!.AsArray())
        .Single(contact => (string)contact!["id"]! == id)!;

    private static void Move(JsonNode members, string from, string to)
    {
        var value = members[from];
        members.AsObject().Remove(from);
        members[to] = value;
    }

    private static void Replace(ContentFolder content, string file, string text, string by)
    {
        var all = File.ReadAllText(content.PathOf(file));
        var place = all.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(content.PathOf(file), all[..place] + by + all[(place + text.Length)..]);
    }
}
