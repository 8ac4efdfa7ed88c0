using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Tests.Help;

/// <summary>
/// Each fault of the help directory or of its texts is named. The tests of the content check that a fault prevents the start.
/// </summary>
public sealed class HelpFaultTests
{
    private const string Drugs = "ie-hse-drugs-alcohol";
    private const string Find = "find-a-helpline";

    public static TheoryData<Action<JsonNode>, string> EntryFaults => new()
    {
        { help => HelpReading.Entry(help, Drugs)["phone"] = "1800 HELP", $"{Drugs}: '1800 HELP' is not a number to call" },
        { help => HelpReading.Entry(help, Drugs)["textphone"] = "", $"{Drugs}: '' is not a number to call" },
        { help => HelpReading.Entry(help, "gb-shout")["text"] = "85258,", "gb-shout: '85258,' is not a number to call" },
        { help => HelpReading.Entry(help, Drugs)["whatsApp"] = "6669 1771", $"{Drugs}: '6669 1771' is not an international number" },
        { help => HelpReading.Entry(help, Drugs)["email"] = "helpline", $"{Drugs}: 'helpline' is not an e-mail address" },
        { help => HelpReading.Entry(help, "nl-113")["chat"] = "http://www.113.nl", "nl-113: 'http://www.113.nl' is not an https address" },
        { help => HelpReading.Entry(help, Drugs)["url"] = "drugs.ie", $"{Drugs}: 'drugs.ie' is not an https address" },
        { help => HelpReading.Entry(help, "ie-112").AsObject().Remove("phone"), "ie-112: no number" },
        { help => HelpReading.Entry(help, Find).AsObject().Remove("url"), $"{Find}: no way to reach it" },
        { help => HelpReading.Entry(help, "au-kids-helpline")["minAge"] = 26, "au-kids-helpline: minAge is above maxAge" },
        { help => HelpReading.Entry(help, "au-kids-helpline")["minAge"] = -1, "au-kids-helpline: -1 is not an age" },
        { help => HelpReading.Entry(help, "au-kids-helpline")["maxAge"] = 121, "au-kids-helpline: 121 is not an age" },
        { help => HelpReading.Entry(help, "gb-nhs-111")["regions"]![0] = "IE-D", "gb-nhs-111: 'IE-D' is not a region of GB" },
        { help => HelpReading.Entry(help, "gb-nhs-111")["regions"]![0] = "England", "gb-nhs-111: 'England' is not a region of GB" },
        { help => HelpReading.Entry(help, "gb-nhs-111")["regions"] = new JsonArray(), "gb-nhs-111: regions is empty" },
        { help => HelpReading.Entry(help, Find)["regions"] = new JsonArray("GB-ENG"), $"{Find}: 'GB-ENG' is not a region of a country" },
        { help => HelpReading.Entry(help, Drugs)["name"] = " ", $"{Drugs}: no name" },
        { help => HelpReading.Entry(help, Drugs)["cost"] = "cheap", $"{Drugs}: unknown cost" },
        { help => HelpReading.Entry(help, Drugs)["sourceState"] = "bad", $"{Drugs}: unknown sourceState" },
        { help => HelpReading.Entry(help, Drugs)["id"] = "ie-112", "ie-112: listed twice" },
        { help => HelpReading.Entry(help, "try-911")["id"] = "us-911", "us-911: listed twice" },
    };

    public static TheoryData<Action<JsonObject>, string> HoursFaults => new()
    {
        { entry => entry.Remove("hours"), "no hours" },
        { entry => entry.Remove("phone"), "has hours, but neither a number nor a chat" },
        { entry => entry["hours"]!["pattern"] = "sometimes", "unknown pattern of hours" },
        { entry => entry["hours"]!["pattern"] = "always", "incomplete hours" },
        { entry => entry["hours"]!["spans"] = new JsonArray(), "incomplete hours" },
        { entry => entry["hours"]!["timeZone"] = "Europe/Atlantis", "'Europe/Atlantis' is not a time zone" },
        { entry => entry["hours"]!["timeZone"] = "GMT Standard Time", "'GMT Standard Time' is not a time zone" },
        { entry => Span(entry)["closes"] = "24:00", "'24:00' is not a time" },
        { entry => Span(entry)["closes"] = Span(entry)["opens"]!.DeepClone(), "opens and closes at 09:30" },
        { entry => Span(entry)["days"]!.AsArray().Add("mon"), "a span with the same day twice" },
        { entry => Span(entry)["days"]!.AsArray().Add("holiday"), "unknown day 'holiday'" },
        { entry => Span(entry)["days"] = new JsonArray(), "a span without days" },
        { entry => Add(entry, "fri", "17:29", "18:00"), "spans overlap" },
        { entry => Add(entry, "sun", "22:00", "09:31"), "spans overlap" },
    };

    public static TheoryData<Action<JsonNode>, string> FileFaults => new()
    {
        { help => help["international"] = new JsonArray(), "international: no crisis service" },
        { help => help["elsewhere"] = new JsonArray(), "elsewhere: no emergency number" },
        { help => HelpReading.Entry(help, "try-911")["purpose"] = "crisis", "try-911: not an emergency number" },
        { help => HelpReading.Entry(help, "cn-120")["purpose"] = "medical-advice", "countries.CN: no emergency number" },
        { help => Purposes(help, 0)[0] = "crisis", "emergencyBlocks.cannot-be-woken: no emergency number" },
        { help => Purposes(help, 2).Add("police"), "emergencyBlocks.thoughts-of-suicide: unknown purpose 'police'" },
        { help => help["emergencyBlocks"]![1]!["code"] = "cannot-be-woken", "emergencyBlocks.cannot-be-woken: listed twice" },
        { help => help["calls"]!["be-ready"]!.AsArray().Add("police"), "calls.be-ready: unknown purpose 'police'" },
        { help => help["talk"]!["self"]!.AsArray().Add("friends"), "talk.self: unknown purpose 'friends'" },
        { help => help.AsObject().Remove("emergencyBlocks"), "missing required properties including: 'emergencyBlocks'" },
    };

    public static TheoryData<Action<JsonNode>, string> TextFaults => new()
    {
        { texts => texts["hours"]!["span"] = "{days}", "hours.span: has no {times}" },
        { texts => texts["hours"]!["times-to-next-day"] = "until {closes}", "hours.times-to-next-day: has no {opens}" },
        { texts => texts["hours"]!["time"] = "HH", "hours.time: 'HH' is not a format of hours and minutes" },
        { texts => texts["hours"]!["time"] = "hh:mm", "hours.time: 'hh:mm' is not a format of hours and minutes" },
        { texts => texts["hours"]!["time"] = "'", "hours.time: ''' is not a format of hours and minutes" },
        { texts => texts["hours"]!.AsObject().Remove("unknown"), "hours.unknown: no text" },
        { texts => texts["days"]!.AsObject().Remove("sun"), "days.sun: no text" },
        { texts => texts["days"]!["range"] = "{first} on", "days.range: has no {last}" },
        { texts => texts["months"]!.AsObject().Remove("5"), "months.5: no text" },
        { texts => texts["months"]!["13"] = "x", "months.13: unused text" },
        { texts => texts["lists"]!["end"] = "{0}", "lists.end: has no {1}" },
        { texts => texts["ages"]!["range"] = "from {min}", "ages.range: has no {max}" },
        { texts => texts["checked"]!["date"] = "{day} {month}", "checked.date: has no {year}" },
        { texts => texts["checked"]!.AsObject().Remove("sentence"), "checked.sentence: no text" },
        { texts => texts["regions"]!.AsObject().Remove("GB-NIR"), "regions.GB-NIR: no text" },
        { texts => texts["regions"]!["GB-XXX"] = "x", "regions.GB-XXX: unused text" },
        { texts => texts["regions"]!["only"] = "Only there", "regions.only: has no {regions}" },
        { texts => texts["cost"]!["unknown"] = " ", "cost.unknown: no text" },
        { texts => texts["emergency"]!.AsObject().Remove("sudden-illness"), "emergency.sudden-illness.title: no text" },
        { texts => texts["emergency"]!["sudden-illness"]!["text"] = "", "emergency.sudden-illness.text: no text" },
        { texts => texts["emergency"]!["fire"] = Block(), "emergency.fire.title: unused text" },
        { texts => texts["names"]!.AsObject().Remove("ambulance"), "names.ambulance: no text" },
        { texts => texts["names"]!["gb-frank"] = "x", "names.gb-frank: unused text" },
        { texts => texts["whatItIsNot"]!["gb-nobody"] = "x", "whatItIsNot.gb-nobody: unused text" },
    };

    public static TheoryData<Action<JsonNode>, string> ZoneFaults => new()
    {
        { zones => zones["GB"]![0] = "Europe/Atlantis", "'Europe/Atlantis' is not a time zone" },
        { zones => zones["GB"]![0] = "Europe/Paris", "Europe/Paris: listed twice" },
        { zones => zones.AsObject().Remove("GB"), "GB: no time zone" },
        { zones => zones["QQ"] = new JsonArray("Asia/Kabul"), "QQ: the directory has no such country" },
    };

    [Theory, MemberData(nameof(ZoneFaults))]
    public void A_fault_of_the_time_zones_is_named(Action<JsonNode> change, string fault) => AssertFault("time-zones.json", change, fault);

    [Theory, MemberData(nameof(EntryFaults)), MemberData(nameof(FileFaults))]
    public void A_fault_of_the_directory_is_named(Action<JsonNode> change, string fault) => AssertFault("directory.json", change, fault);

    [Theory, MemberData(nameof(HoursFaults))]
    public void A_fault_of_opening_hours_is_named(Action<JsonObject> change, string fault) =>
        AssertFault("directory.json", help => change(HelpReading.Entry(help, Drugs).AsObject()), $"{Drugs}: {fault}");

    [Theory, MemberData(nameof(TextFaults))]
    public void A_fault_of_the_texts_is_named(Action<JsonNode> change, string fault) => AssertFault("en.json", change, fault);

    [Theory]
    [InlineData("fri", "17:30", "18:00")]
    [InlineData("sat", "00:00", "09:30")]
    [InlineData("sun", "20:00", "09:30")]
    public void Spans_may_touch(string day, string opens, string closes)
    {
        using var content = new ContentFolder();
        content.Change("help/directory.json", help => Add(HelpReading.Entry(help, Drugs).AsObject(), day, opens, closes));

        Assert.Empty(Faults(content));
    }

    private static void AssertFault(string file, Action<JsonNode> change, string fault)
    {
        using var content = new ContentFolder();
        content.Change($"help/{file}", change);

        Assert.Contains(Faults(content), line =>
            line.StartsWith($"help/{file}: ", StringComparison.Ordinal) && line.Contains(fault, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Faults(ContentFolder content)
    {
        var files = new ContentFiles(content.Path);
        HelpContent.Load(files);
        return files.Faults;
    }

    private static JsonNode Span(JsonObject entry) => entry["hours"]!["spans"]![0]!;

    private static void Add(JsonObject entry, string day, string opens, string closes) => entry["hours"]!["spans"]!.AsArray().Add(
        new JsonObject { ["days"] = new JsonArray(day), ["opens"] = opens, ["closes"] = closes });

    private static JsonArray Purposes(JsonNode help, int block) => help["emergencyBlocks"]![block]!["contacts"]!.AsArray();

    private static JsonObject Block() => new() { ["title"] = "x", ["text"] = "x" };
}
