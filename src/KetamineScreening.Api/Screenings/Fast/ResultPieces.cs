using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>
/// All JSON fragments of which the results of one version in one language consist, as UTF-8. A response is assembled by
/// copying fragments. A test verifies that the bytes equal those of the serialized <see cref="ScreeningResponse"/>.
/// </summary>
internal sealed class ResultPieces
{
    private const int MaxNumberLength = 11;

    // Generous bound for the member names and numbers that are written between the fragments.
    private const int MaxGlueLength = 512;

    private static readonly ScreeningsJson Json = ScreeningsJson.Plain;

    private readonly byte[]?[][] openings;
    private readonly byte[][] domains;
    private readonly byte[] scoreReason;
    private readonly byte[][] rules;
    private readonly byte[][][] answers;
    private readonly bool hasDontKnow;
    private readonly byte[] complete;
    private readonly byte[] incomplete;
    private readonly byte[] dontKnow;
    private readonly byte[][] flags;
    private readonly byte[]?[][] nextSteps;
    private readonly int maxMiddleLength;

    // The help of a country is a new object each day. The weak table lets the endings of earlier days be collected.
    private readonly ConditionalWeakTable<HelpForCountry, byte[]> endings = [];
    private readonly string emergency;
    private readonly string closing;

    /// <summary>Serializes all fragments.</summary>
    public ResultPieces(Questionnaire questionnaire, Wording wording)
    {
        var definition = questionnaire.Definition;
        openings = [.. questionnaire.Audiences.Select(audience =>
            questionnaire.Bands.Select(band => Opening(definition, wording, audience.Code, band.Code)).ToArray())];
        domains = [.. questionnaire.Sections.Select(section => Domain(section.Id, wording))];
        scoreReason = Element(new ReasonResult("score", wording.ScoreReason), Json.ReasonResult);
        rules = [.. questionnaire.Rules.Select(rule => Element(new ReasonResult(rule.Code, wording.Rules[rule.Code]), Json.ReasonResult))];
        answers = [.. questionnaire.Items.Select(item => item.Options.Select(option => Answer(item, option)).ToArray())];
        hasDontKnow = definition.DontKnowCode is not null;
        complete = Note("true", wording.Completeness.Complete);
        incomplete = Note("false", wording.Completeness.Incomplete);
        dontKnow = Note("false", wording.Completeness.DontKnow ?? "");
        flags = [.. questionnaire.Flags.Select(flag =>
            Element(new FlagResult(flag.Code, ScreeningResponse.Urgencies[(int)flag.Urgency], wording.Flags[flag.Code]), Json.FlagResult))];
        nextSteps = [.. questionnaire.Audiences.Select(audience =>
            questionnaire.Bands.Select(band => NextSteps(definition, wording, audience.Code, band.Code)).ToArray())];
        emergency = Text(wording.Emergency, Json.String);
        var (disclaimer, note) = (Text(wording.Disclaimer, Json.String), Text(wording.Validation, Json.String));
        var validation = Text(definition.Validation, Json.String);
        closing = $""","disclaimer":{disclaimer},"validation":{validation},"validationNote":{note},"contribution":""";
        maxMiddleLength = domains.Sum(domain => domain.Length + 2 * MaxNumberLength + 8)
            + scoreReason.Length
            + answers.Sum(item => item.Max(option => option.Length))
            + Math.Max(complete.Length, Math.Max(incomplete.Length, dontKnow.Length))
            + nextSteps.Max(bands => bands.Max(steps => steps?.Length ?? 0))
            + MaxGlueLength;
    }

    /// <summary>Whether a result is guaranteed to fit into <paramref name="length"/> bytes.</summary>
    public bool Fits(ScreeningResult result, HelpForCountry help, int length)
    {
        var maxLength = openings[result.Audience.Index][result.Band.Index]!.Length + maxMiddleLength + Ending(help).Length;
        foreach (var rule in result.Questionnaire.Rules) maxLength += result.IsReason(rule) ? rules[rule.Index].Length : 0;
        foreach (var flag in result.Questionnaire.Flags) maxLength += result.IsRaised(flag) ? flags[flag.Index].Length : 0;
        return maxLength <= length;
    }

    /// <summary>Writes a result as JSON.</summary>
    /// <returns>Number of bytes written.</returns>
    public int Write(Span<byte> body, ScreeningResult result, HelpForCountry help, ContributionOutcome contribution)
    {
        var writer = new ResultWriter(body);
        writer.Add(openings[result.Audience.Index][result.Band.Index]!);
        AddScore(ref writer, result);
        writer.Add("\"reasons\":["u8);
        if (result.ScoreReachesBand) writer.Add(scoreReason);
        foreach (var rule in result.Questionnaire.Rules)
        {
            if (result.IsReason(rule)) writer.Add(rules[rule.Index]);
        }

        writer.EndArray();
        writer.Add(",\"breakdown\":["u8);
        var chosen = result.Sheet.Chosen;
        foreach (var item in result.Questionnaire.Items)
        {
            if (item.IsScored && chosen[item.Index] >= 0) writer.Add(answers[item.Index][chosen[item.Index]]);
        }

        writer.EndArray();
        AddCompleteness(ref writer, result.Completeness);
        foreach (var flag in result.Questionnaire.Flags)
        {
            if (result.IsRaised(flag)) writer.Add(flags[flag.Index]);
        }

        writer.EndArray();
        writer.Add(nextSteps[result.Audience.Index][result.Band.Index]!);
        writer.Add(Ending(help));
        writer.Add(contribution switch
        {
            ContributionOutcome.Accepted => "\"accepted\"}"u8,
            ContributionOutcome.Declined => "\"declined\"}"u8,
            _ => "\"not-counted\"}"u8,
        });
        return writer.Length;
    }

    private void AddScore(ref ResultWriter writer, ScreeningResult result)
    {
        writer.Add(result.Score);
        writer.Add(",\"max\":"u8);
        writer.Add(result.MaxScore);
        writer.Add(",\"domains\":["u8);
        for (var i = 0; i < result.Domains.Count; i++)
        {
            var domain = result.Domains[i];
            writer.Add(domains[domain.Section.Index]);
            writer.Add(domain.Score);
            writer.Add(",\"max\":"u8);
            writer.Add(domain.MaxScore);
            writer.Add("},"u8);
        }

        writer.EndArray();
        writer.Add("},"u8);
        if (result.SignsPresent is not { } signs) return;
        writer.Add("\"signsPresent\":{\"count\":"u8);
        writer.Add(signs.Count);
        writer.Add(",\"of\":"u8);
        writer.Add(signs.Of);
        writer.Add("},"u8);
    }

    private void AddCompleteness(ref ResultWriter writer, AnswerCompleteness completeness)
    {
        writer.Add(",\"completeness\":{\"answered\":"u8);
        writer.Add(completeness.Answered);
        if (hasDontKnow)
        {
            writer.Add(",\"dontKnow\":"u8);
            writer.Add(completeness.DontKnow);
        }

        writer.Add(",\"asked\":"u8);
        writer.Add(completeness.Asked);
        var leftOut = completeness.Answered + completeness.DontKnow < completeness.Asked;
        writer.Add(completeness.IsComplete ? complete : leftOut ? incomplete : dontKnow);
        writer.Add(",\"flags\":["u8);
    }

    private byte[] Ending(HelpForCountry help) => endings.GetValue(help, added =>
    {
        var contacts = Text(added.Emergency, Json.IReadOnlyListHelpContact);
        var services = Text(added.Services, Json.IReadOnlyListHelpContact);
        return Utf8($$""","emergency":{"text":{{emergency}},"contacts":{{contacts}}},"help":{{services}}{{closing}}""");
    });

    // Null when the audience cannot reach the band: such a combination has no guidance text.
    private static byte[]? Opening(Definition definition, Wording wording, string audience, string band)
    {
        if (!wording.Guidance[audience].TryGetValue(band, out var summary)) return null;
        var reference = Text(new QuestionnaireReference(definition.Id, definition.Version), Json.QuestionnaireReference);
        var meaning = Text(new BandResult(band, wording.Bands[band], summary), Json.BandResult);
        return Utf8($$"""{"questionnaire":{{reference}},"audience":{{Text(audience, Json.String)}},"band":{{meaning}},"score":{"value":""");
    }

    private static byte[] Domain(string section, Wording wording) =>
        Utf8($$"""{"code":{{Text(section, Json.String)}},"label":{{Text(wording.Sections[section].Title, Json.String)}},"value":""");

    private static byte[] Answer(Item item, Option option) =>
        Element(new BreakdownEntry(item.Id, option.Code, option.Weight ?? 0), Json.BreakdownEntry);

    private static byte[] Note(string isComplete, string note) =>
        Utf8($$""","complete":{{isComplete}},"note":{{Text(note, Json.String)}}}""");

    private static byte[]? NextSteps(Definition definition, Wording wording, string audience, string band)
    {
        if (!definition.Guidance[audience].TryGetValue(band, out var steps)) return null;
        IReadOnlyList<NextStepDocument> documents =
            [.. steps.Select(step => new NextStepDocument(definition.NextSteps[step], wording.NextSteps[step]))];
        return Utf8($$""","nextSteps":{{Text(documents, Json.IReadOnlyListNextStepDocument)}}""");
    }

    private static byte[] Element<T>(T value, JsonTypeInfo<T> type) => Utf8(Text(value, type) + ",");

    private static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
