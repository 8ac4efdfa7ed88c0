using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Help;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>
/// Everything that results of one questionnaire in one language can say, as JSON in UTF-8: a result is put together by
/// copying. <see cref="ScreeningResponse"/> says what it looks like, and a test that both are the same to the byte.
/// </summary>
internal sealed class ResultPieces
{
    private const int LongestNumber = 11;
    private static readonly string[] Urgencies = ["now", "urgent", "soon", "routine"];
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
    private readonly int longestMiddle;

    // Help changes from day to day, and with it the object; what belongs to yesterday's goes away with it.
    private readonly ConditionalWeakTable<HelpForCountry, byte[]> endings = [];
    private readonly string emergency;
    private readonly string closing;

    /// <summary>Writes all pieces.</summary>
    public ResultPieces(Questionnaire questionnaire, Wording wording)
    {
        var definition = questionnaire.Definition;
        openings = [.. questionnaire.Audiences.Select(audience => questionnaire.Bands.Select(band => Opening(definition, wording, audience.Code, band.Code)).ToArray())];
        domains = [.. questionnaire.Sections.Select(section => Domain(section.Id, wording))];
        scoreReason = Element(new ReasonResult("score", wording.ScoreReason), Json.ReasonResult);
        rules = [.. questionnaire.Rules.Select(rule => Element(new ReasonResult(rule.Code, wording.Rules[rule.Code]), Json.ReasonResult))];
        answers = [.. questionnaire.Items.Select(item => item.Options.Select(option => Answer(item, option)).ToArray())];
        hasDontKnow = definition.DontKnowCode is not null;
        complete = Note("true", wording.Completeness.Complete);
        incomplete = Note("false", wording.Completeness.Incomplete);
        dontKnow = Note("false", wording.Completeness.DontKnow ?? "");
        flags = [.. questionnaire.Flags.Select(flag => Element(new FlagResult(flag.Code, Urgencies[(int)flag.Urgency], wording.Flags[flag.Code]), Json.FlagResult))];
        nextSteps = [.. questionnaire.Audiences.Select(audience => questionnaire.Bands.Select(band => NextSteps(definition, wording, audience.Code, band.Code)).ToArray())];
        emergency = Text(wording.Emergency, Json.String);
        closing = $""","disclaimer":{Text(wording.Disclaimer, Json.String)},"validation":{Text(definition.Validation, Json.String)},"validationNote":{Text(wording.Validation, Json.String)},"contribution":""";
        longestMiddle = domains.Sum(domain => domain.Length + 2 * LongestNumber + 8) + scoreReason.Length + answers.Sum(item => item.Max(option => option.Length))
            + Math.Max(complete.Length, Math.Max(incomplete.Length, dontKnow.Length)) + nextSteps.Max(bands => bands.Max(steps => steps?.Length ?? 0))
            // The names between the pieces, and their numbers.
            + 512;
    }

    /// <summary>Whether a result is sure to fit into a body of a length.</summary>
    public bool Fits(ScreeningResult result, HelpForCountry help, int length)
    {
        var most = openings[result.Audience.Index][result.Band.Index]!.Length + longestMiddle + Ending(help).Length;
        foreach (var rule in result.Questionnaire.Rules) most += result.IsReason(rule) ? rules[rule.Index].Length : 0;
        foreach (var flag in result.Questionnaire.Flags) most += result.IsRaised(flag) ? flags[flag.Index].Length : 0;
        return most <= length;
    }

    /// <summary>Writes a result.</summary>
    /// <returns>How long it is.</returns>
    public int Write(Span<byte> body, ScreeningResult result, HelpForCountry help, ContributionOutcome contribution)
    {
        var text = new ResultText(body);
        text.Add(openings[result.Audience.Index][result.Band.Index]!);
        AddScore(ref text, result);
        text.Add("\"reasons\":["u8);
        if (result.ScoreReachesBand) text.Add(scoreReason);
        foreach (var rule in result.Questionnaire.Rules)
        {
            if (result.IsReason(rule)) text.Add(rules[rule.Index]);
        }

        text.EndArray();
        text.Add(",\"breakdown\":["u8);
        var chosen = result.Sheet.Chosen;
        foreach (var item in result.Questionnaire.Items)
        {
            if (item.IsScored && chosen[item.Index] >= 0) text.Add(answers[item.Index][chosen[item.Index]]);
        }

        text.EndArray();
        AddCompleteness(ref text, result.Completeness);
        foreach (var flag in result.Questionnaire.Flags)
        {
            if (result.IsRaised(flag)) text.Add(flags[flag.Index]);
        }

        text.EndArray();
        text.Add(nextSteps[result.Audience.Index][result.Band.Index]!);
        text.Add(Ending(help));
        text.Add(contribution switch
        {
            ContributionOutcome.Accepted => "\"accepted\"}"u8,
            ContributionOutcome.Declined => "\"declined\"}"u8,
            _ => "\"not-counted\"}"u8,
        });
        return text.Length;
    }

    private void AddScore(ref ResultText text, ScreeningResult result)
    {
        text.Add(result.Score);
        text.Add(",\"max\":"u8);
        text.Add(result.MaxScore);
        text.Add(",\"domains\":["u8);
        for (var i = 0; i < result.Domains.Count; i++)
        {
            var domain = result.Domains[i];
            text.Add(domains[domain.Section.Index]);
            text.Add(domain.Score);
            text.Add(",\"max\":"u8);
            text.Add(domain.MaxScore);
            text.Add("},"u8);
        }

        text.EndArray();
        text.Add("},"u8);
        if (result.SignsPresent is not { } signs) return;
        text.Add("\"signsPresent\":{\"count\":"u8);
        text.Add(signs.Count);
        text.Add(",\"of\":"u8);
        text.Add(signs.Of);
        text.Add("},"u8);
    }

    private void AddCompleteness(ref ResultText text, AnswerCompleteness completeness)
    {
        text.Add(",\"completeness\":{\"answered\":"u8);
        text.Add(completeness.Answered);
        if (hasDontKnow)
        {
            text.Add(",\"dontKnow\":"u8);
            text.Add(completeness.DontKnow);
        }

        text.Add(",\"asked\":"u8);
        text.Add(completeness.Asked);
        var leftOut = completeness.Answered + completeness.DontKnow < completeness.Asked;
        text.Add(completeness.IsComplete ? complete : leftOut ? incomplete : dontKnow);
        text.Add(",\"flags\":["u8);
    }

    private byte[] Ending(HelpForCountry help) => endings.GetValue(help, known => Utf8(
        $$""","emergency":{"text":{{emergency}},"contacts":{{Text(known.Emergency, Json.IReadOnlyListHelpContact)}}},"help":{{Text(known.Services, Json.IReadOnlyListHelpContact)}}{{closing}}"""));

    // Not every audience can reach every band, and what cannot be reached has no text.
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

    private static byte[] Note(string isComplete, string note) => Utf8($$""","complete":{{isComplete}},"note":{{Text(note, Json.String)}}}""");

    private static byte[]? NextSteps(Definition definition, Wording wording, string audience, string band)
    {
        if (!definition.Guidance[audience].TryGetValue(band, out var steps)) return null;
        IReadOnlyList<Questionnaires.NextStepDocument> worded = [.. steps.Select(step => new Questionnaires.NextStepDocument(definition.NextSteps[step], wording.NextSteps[step]))];
        return Utf8($$""","nextSteps":{{Text(worded, Json.IReadOnlyListNextStepDocument)}}""");
    }

    private static byte[] Element<T>(T value, JsonTypeInfo<T> type) => Utf8(Text(value, type) + ",");

    private static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
