using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Translations;

namespace KetamineScreening.Api.Tests.Translations;

/// <summary>The command <c>check-content</c>.</summary>
public sealed class CheckContentTests : IDisposable
{
    private const string Interface = "interface/qaa.json";
    private const string SelfCheck = "questionnaires/ketamine-self-check/2.0.0/qaa.json";

    private readonly ContentFolder content = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    public CheckContentTests() => MadeUpLanguage.AddTo(content);

    public static TheoryData<string, Action<JsonNode>, string> Faults => new()
    {
        { Interface, file => Texts(file).Remove("leave.again"), "leave.again: missing: Press the Escape key once more to leave." },
        { Interface, file => file["texts"]!["leave.more"] = "Móré.", "leave.more: extra: Móré." },
        { Interface, file => file["texts"]!["leave.again"] = " ", "leave.again: empty: Press the Escape key once more to leave." },
        { Interface, file => file["texts"]!["leave.again"] = "Éscápé  nów.", "leave.again: spaces: a space too many: Éscápé  nów." },
        {
            Interface,
            file => file["texts"]!["review.text"] = "Nothing has been sent so far. You can change any answer before you go on.",
            "review.text: untranslated: Nothing has been sent so far. You can change any answer before you go on."
        },
        { Interface, file => file["texts"]!["country.shown"] = "Númbérs.", "country.shown: placeholders: no {country}: Númbérs." },
        {
            Interface,
            file => file["texts"]!["section.progressOpen"] = "Párt {number}",
            "section.progressOpen: placeholders: {number} for {index}: Párt {number}"
        },
        {
            Interface,
            file => file["texts"]!["about.ageBand.18-24"] = "18 tó 25",
            "about.ageBand.18-24: numbers: 25 for 24: 18 tó 25"
        },
        {
            Interface,
            file => file["texts"]!["section.back"] = "Gó báck ónce móre",
            "section.back: long label: 17 characters, at most 15: Gó báck ónce móre"
        },
        {
            Interface,
            file => file["texts"]!["result.moreReasons.other"] = "{count} réásóns thát háve ánóthér, véry lóng námé",
            "result.moreReasons.other: long: 49 characters, at most 40: {count} réásóns thát háve ánóthér, véry lóng námé"
        },
        { Interface, file => file["texts"]!["leave.again"] = "Éscápé", "leave.again: end: '.' in English: Éscápé" },
        {
            Interface,
            file => file["texts"]!["safety.tab"] = "30 mínútés. “Léávé” délétés ít.",
            "safety.tab: quoted label: \"Leave this page\" is \"Léávé thís págé\" in this language: 30 mínútés. “Léávé” délétés ít."
        },
        { Interface, file => file["review"] = "source", "review: head: neither 'unreviewed' nor 'reviewed'" },
        {
            Interface,
            file => Texts(file).Remove("before.minutes.one"),
            "before.minutes: plural: no 'one', which other texts with a count have"
        },
        {
            SelfCheck,
            file => file["items"]!["craving"]!["text"] = "Hów óftén?",
            "items.craving.text: recall period: does not begin with \"thé lást 12 mónths\": Hów óftén?"
        },
        { Interface, file => file["language"] = "en", "language: head: 'en', not 'qaa'" },
        { Interface, file => file["direction"] = "rtl", "direction: head: 'rtl', but 'ltr' in most files" },
        { "pages/shared/qaa.json", file => file["direction"] = "rtl", "direction: head: 'rtl', but 'ltr' in most files" },
    };

    [Fact]
    public void A_complete_translation_has_no_findings() => Assert.Empty(Findings());

    [Theory, MemberData(nameof(Faults))]
    public void A_fault_of_a_text_is_found(string file, Action<JsonNode> change, string finding)
    {
        content.Change(file, change);

        Assert.Contains($"{file}: {finding}", Findings().Select(WithoutNote));
    }

    [Fact]
    public void A_plural_category_that_every_text_lacks_is_found()
    {
        content.Write("interface/pl.json", content.Read("interface/en.json"));

        Assert.Equal(
            [
                "interface/pl.json: before.minutes: plural: no 'few', which this language needs",
                "interface/pl.json: before.minutes: plural: no 'many', which this language needs",
            ],
            Findings("pl").Where(finding => finding.StartsWith("interface/pl.json: before.minutes: plural: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_plural_category_that_the_language_does_not_have_is_found()
    {
        content.Write("interface/de.json", content.Read("interface/en.json"));
        content.Change("interface/de.json", file => file["texts"]!["before.minutes.two"] = "Etwa {minutes} Minuten");

        Assert.Contains("interface/de.json: before.minutes.two: plural: 'two' is not a plural category of this language", Findings("de"));
    }

    [Fact]
    public void A_wrong_recall_period_is_one_finding_about_the_period()
    {
        content.Change(SelfCheck, file => file["recallPeriod"] = "thé lást 3 mónths");

        var findings = Findings().Select(WithoutNote).Where(finding => finding.Contains(": recall period: ", StringComparison.Ordinal));

        var finding = Assert.Single(findings);
        Assert.StartsWith($"{SelfCheck}: recallPeriod: recall period: ", finding, StringComparison.Ordinal);
        Assert.EndsWith(" questions do not begin with it: thé lást 3 mónths", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_JSON_is_named_with_its_line_as_editors_count_it()
    {
        File.WriteAllText(content.PathOf(Interface), "{\n  \"language\": \"qaa\"\n  \"review\": \"unreviewed\"\n}\n");
        var ended = await Executable.Run(Settings, "check-content", MadeUpLanguage.Tag);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith($"The content cannot be used:\n- {Interface}: ", ended.Errors, StringComparison.Ordinal);
        Assert.EndsWith(" (line 3, byte 3)\n", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_is_explained()
    {
        File.WriteAllText(content.PathOf(Interface), File.ReadAllText(content.PathOf(Interface)), new UTF8Encoding(true));
        var ended = await Executable.Run(Settings, "check-content", MadeUpLanguage.Tag);

        Assert.Equal(
            (1, $"The content cannot be used:\n- {Interface}: begins with a byte order mark (BOM); save the file as UTF-8 without one\n"),
            (ended.ExitCode, ended.Errors));
    }

    [Fact]
    public async Task A_bad_pattern_of_the_words_that_a_language_avoids_is_named_with_its_place()
    {
        content.Change("translation/ruled-out.json", lists => lists["ruledOut"]!.AsArray().Insert(0, new JsonObject
        {
            ["language"] = MadeUpLanguage.Tag,
            ["pattern"] = "(",
            ["reason"] = "too hard",
        }));
        var ended = await Executable.Run(Settings, "check-content", MadeUpLanguage.Tag);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith(
            "The content cannot be used:\n- translation/ruled-out.json: ruledOut[0].pattern: Invalid pattern",
            ended.Errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_found()
    {
        File.Delete(content.PathOf(Interface));

        Assert.Equal([$"{Interface}: missing file: there is interface/en.json"], Findings());
    }

    [Fact]
    public void One_English_text_with_two_translations_is_found()
    {
        content.Change(SelfCheck, file => file["items"]!["bladder"]!["text"] = "Ín thé lást 12 mónths, hów óftén?");

        Assert.Contains(Findings(), finding => finding.Contains(": items.bladder.text: two translations: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_note_for_the_translator_stands_behind_the_finding()
    {
        content.Change(Interface, file => file["texts"]!["result.because"] = " ");

        Assert.Equal(
            [$"{Interface}: result.because: empty: Because you told us about (note: A list of reason.* follows.)"], Findings());
    }

    [Fact]
    public void A_finding_with_an_exception_is_left_out_and_an_exception_without_a_finding_is_found()
    {
        content.Change(Interface, file => file["texts"]!["section.back"] = "Back");
        Except("interface: section.back");
        Assert.Empty(Findings());

        Except("interface: section.next");
        Assert.Equal(["translation/exceptions.json: unused exception: untranslated: interface: section.next"], Findings());
    }

    [Fact]
    public void A_word_that_the_language_avoids_is_found_unless_the_English_text_needs_it()
    {
        content.Change("translation/ruled-out.json", lists => lists["ruledOut"]!.AsArray().Add(new JsonObject
        {
            ["language"] = MadeUpLanguage.Tag,
            ["pattern"] = "Léávé",
            ["reason"] = "too hard",
            ["unlessEnglish"] = "button",
        }));

        var places = Findings().Select(finding => finding.Split(": ")[1]);

        Assert.Contains("leave.button", places);
        Assert.DoesNotContain("safety.leave", places);
    }

    [Fact]
    public async Task The_command_writes_a_line_for_each_finding_and_exits_with_1()
    {
        content.Change(Interface, file => Texts(file).Remove("leave.again"));
        content.Change("fhir/qaa.json", file => file["totalTitle"] = "");
        var ended = await Executable.Run(Settings, "check-content", MadeUpLanguage.Tag);

        Assert.Equal((1, string.Join('\n', [.. Findings(), ""])), (ended.ExitCode, ended.Output));
        Assert.Equal(["fhir/qaa.json", Interface], Findings().Select(finding => finding.Split(": ")[0]));
    }

    [Fact]
    public async Task Without_a_language_the_command_counts_the_findings_of_all()
    {
        await Executable.Run(Settings, "publish-content");
        var complete = await Executable.Run(Settings, "check-content");
        content.Change(Interface, file => file["texts"]!["section.back"] = "Back");
        var faulty = await Executable.Run(Settings, "check-content");

        Assert.Equal((0, "qaa\t0\n"), (complete.ExitCode, complete.Output));
        Assert.Equal((1, "qaa\t1\n"), (faulty.ExitCode, faulty.Output));
    }

    [Fact]
    public async Task Without_a_language_the_command_names_what_stops_the_start()
    {
        await Executable.Run(Settings, "publish-content");
        content.Change(Interface, file => Texts(file).Remove("leave.again"));
        var ended = await Executable.Run(Settings, "check-content");

        Assert.Equal((1, $"The content cannot be used:\n- {Interface}: texts['leave.again']: no text\n"), (ended.ExitCode, ended.Errors));
    }

    [Fact]
    public void Every_label_and_note_is_about_a_text_that_exists()
    {
        var lists = TranslationLists.Read(new ContentFiles(content.Path))!;
        var places = Translation.Read(new ContentFiles(content.Path), MadeUpLanguage.Tag).Texts.Select(text => text.Place).ToHashSet();

        Assert.True(lists.Notes.Labels.Count > 50);
        Offenders.None(lists.Notes.Labels.Where(label => !places.Contains(label)));
        // A note can be about a text, about all texts of a file, or about all below a key.
        Offenders.None(lists.Notes.Notes.Keys.Where(note => !places.Any(place =>
            place == note || (place.StartsWith(note, StringComparison.Ordinal) && place[note.Length] is '.' or ':'))));
    }

    public void Dispose()
    {
        content.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> Settings => new()
    {
        ["Content:Path"] = content.Path,
        ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        ["Logging:LogLevel:Default"] = "None",
    };

    private static string WithoutNote(string finding) => finding.Split(" (note: ")[0];

    private static JsonObject Texts(JsonNode file) => file["texts"]!.AsObject();

    // The output of the command, without starting a process for every finding; another test checks that both are the same.
    private IEnumerable<string> Findings(string language = MadeUpLanguage.Tag)
    {
        var files = new ContentFiles(content.Path);
        var findings = TranslationCheck.Findings(files, TranslationLists.Read(files)!, language);
        Assert.Empty(files.Faults);
        return findings.Select(finding => finding.Line(language));
    }

    private void Except(string key) => content.Change(
        "translation/exceptions.json",
        lists => lists["exceptions"]!.AsArray().Add(new JsonObject
        {
            ["check"] = "untranslated",
            ["reason"] = "The same word.",
            ["languages"] = new JsonArray(MadeUpLanguage.Tag),
            ["keys"] = new JsonArray(key),
        }));
}
