using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
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

    // Generous bounds for the names and numbers that are written between the fragments: once, and for each domain and action.
    private const int MaxFrameLength = 512;
    private const int MaxGlueLength = 40;

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
    private readonly byte[][] urgencies;
    private readonly (byte[] Code, byte[] Texts)[] actions;
    private readonly (byte[] Code, byte[] Head, byte[] Texts)[] flags;
    private readonly byte[][] nextSteps;
    private readonly byte[][] learningLinks;
    private readonly byte[] closing;
    private readonly int maxLength;

    /// <summary>Serializes all fragments.</summary>
    public ResultPieces(Questionnaire questionnaire, Wording wording)
    {
        var definition = questionnaire.Definition;
        openings = [.. questionnaire.Audiences.Select(audience =>
            questionnaire.Bands.Select(band => Opening(definition, wording, audience.Code, band)).ToArray())];
        domains = [.. questionnaire.Sections.Select(section => Domain(section.Id, wording))];
        scoreReason = Element(new ReasonResult("score", wording.ScoreReason), Json.ReasonResult);
        rules = [.. questionnaire.Rules.Concat(questionnaire.UnratedRules)
            .Select(rule => Element(new ReasonResult(rule.Code, wording.ReasonOf(rule)), Json.ReasonResult))];
        answers = [.. questionnaire.Items.Select(item => item.Options.Select(option => Answer(item, option)).ToArray())];
        hasDontKnow = definition.DontKnowCode is not null;
        complete = Note("true", wording.Completeness.Complete);
        incomplete = Note("false", wording.Completeness.Incomplete);
        dontKnow = Note("false", wording.Completeness.DontKnow ?? "");
        urgencies = [.. ScreeningResponse.Urgencies.Select(urgency => Utf8(Text(urgency, Json.String)))];
        actions = [.. questionnaire.Actions.Select(action =>
            (Utf8(Text(action.Code, Json.String)), Utf8($"{Texts(wording.Actions[action.Code])},\"flags\":[")))];
        flags = [.. questionnaire.Flags.Select(flag => (
            Element(flag.Code, Json.String),
            FlagHead(flag.Code, ScreeningResponse.Urgencies[(int)flag.Urgency]),
            Utf8(Texts(wording.Flags[flag.Code]) + "},")))];
        var steps = questionnaire.Audiences.SelectMany(audience => questionnaire.Bands, questionnaire.NextSteps).SelectMany(all => all);
        nextSteps = [.. steps.DistinctBy(step => step.Index).OrderBy(step => step.Index)
            .Select(step => Element(NextStepResult.From(step, wording), Json.NextStepResult))];
        learningLinks = [.. questionnaire.LearningLinks.Select(link => Element(link.Id, Json.String))];
        var (disclaimer, note) = (Text(wording.Disclaimer, Json.String), Text(wording.Validation, Json.String));
        var validation = Text(definition.Validation, Json.String);
        closing = Utf8($""","disclaimer":{disclaimer},"validation":{validation},"validationNote":{note},"contribution":""");
        maxLength = PossibleParts.Of(questionnaire).Max(MaxLength);
    }

    /// <summary>
    /// Length to which every result is padded, in bytes: that of the longest result that any person in any country can get, even if
    /// two of its parts exclude each other, rounded up to 1 KiB.
    /// </summary>
    /// <param name="help">The help of all countries.</param>
    public int PaddedLength(HelpFragments help) => PaddedResult.Rounded(maxLength + help.LongestLength);

    /// <summary>Writes a result as JSON.</summary>
    /// <param name="body">Receives the JSON; at least <see cref="PaddedLength"/> bytes.</param>
    /// <param name="result">The result.</param>
    /// <param name="help">The fragment of the help in the country of the person.</param>
    /// <param name="isContributed">Whether the screening is added to the anonymous totals.</param>
    /// <returns>Number of bytes written.</returns>
    public int Write(Span<byte> body, ScreeningResult result, ReadOnlySpan<byte> help, bool isContributed)
    {
        var questionnaire = result.Questionnaire;
        var writer = new ResultWriter(body);
        writer.Add(openings[result.Audience.Index][result.Band.Index]!);
        AddScore(ref writer, result);
        writer.Add("\"reasons\":["u8);
        if (result.ScoreReachesBand) writer.Add(scoreReason);
        foreach (var rule in result.Band.IsOnScale ? questionnaire.Rules : questionnaire.UnratedRules)
        {
            if (result.IsReason(rule)) writer.Add(rules[rule.Index]);
        }

        writer.EndArray();
        writer.Add(",\"breakdown\":["u8);
        var chosen = result.Sheet.Chosen;
        foreach (var item in questionnaire.Items)
        {
            if (item.IsScored && chosen[item.Index] >= 0) writer.Add(answers[item.Index][chosen[item.Index]]);
        }

        writer.EndArray();
        AddCompleteness(ref writer, result.Completeness);
        AddActionsAndFlags(ref writer, result);
        writer.Add(",\"nextSteps\":["u8);
        foreach (var step in questionnaire.NextSteps(result.Audience, result.Band))
        {
            if (result.IsShown(step)) writer.Add(nextSteps[step.Index]);
        }

        writer.EndArray();
        writer.Add(",\"learn\":["u8);
        foreach (var link in questionnaire.LearningLinks)
        {
            if (result.IsLinked(link)) writer.Add(learningLinks[link.Index]);
        }

        writer.EndArray();
        writer.Add(help);
        writer.Add(closing);
        writer.Add(isContributed ? "\"received\"}"u8 : "\"declined\"}"u8);
        return writer.Length;
    }

    private void AddActionsAndFlags(ref ResultWriter writer, ScreeningResult result)
    {
        writer.Add(",\"actions\":["u8);
        ulong written = 0;
        foreach (var first in result.Questionnaire.Flags)
        {
            if (!result.IsRaised(first)) continue;
            var action = result.ActionOf(first)!.Index;
            if ((written >> action & 1) == 1) continue;
            written |= 1UL << action;
            writer.Add("{\"code\":"u8);
            writer.Add(actions[action].Code);
            writer.Add(",\"urgency\":"u8);
            writer.Add(urgencies[(int)first.Urgency]);
            writer.Add(actions[action].Texts);
            foreach (var flag in result.Questionnaire.Flags)
            {
                if (result.IsRaised(flag) && result.ActionOf(flag)!.Index == action) writer.Add(flags[flag.Index].Code);
            }

            writer.EndArray();
            writer.Add("},"u8);
        }

        writer.EndArray();
        writer.Add(",\"flags\":["u8);
        foreach (var flag in result.Questionnaire.Flags)
        {
            if (!result.IsRaised(flag)) continue;
            writer.Add(flags[flag.Index].Head);
            writer.Add(actions[result.ActionOf(flag)!.Index].Code);
            writer.Add(flags[flag.Index].Texts);
        }

        writer.EndArray();
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
    }

    private int MaxLength(PossibleParts parts) =>
        openings[parts.Branch.Audience.Index][parts.Band.Index]!.Length
        + parts.Branch.Domains.Sum(domain => domains[domain.Section.Index].Length + 2 * MaxNumberLength + MaxGlueLength)
        + scoreReason.Length
        + parts.Rules.Sum(rule => rules[rule.Index].Length)
        + parts.Asked.Where(item => item.IsScored).Sum(item => answers[item.Index].Max(option => option.Length))
        + new[] { complete, incomplete, dontKnow }.Max(note => note.Length)
        + parts.Actions.Sum(action => actions[action].Code.Length + actions[action].Texts.Length + MaxGlueLength)
        + parts.Flags.Sum(flag => flags[flag.Index].Code.Length + flags[flag.Index].Head.Length + flags[flag.Index].Texts.Length
            + PossibleParts.ActionsOf(flag).Max(action => actions[action].Code.Length))
        + parts.NextSteps.Sum(step => nextSteps[step.Index].Length)
        + learningLinks.Sum(link => link.Length)
        + closing.Length
        + MaxFrameLength;

    // Null when the audience cannot reach the band: such a combination has no guidance text.
    private static byte[]? Opening(Definition definition, Wording wording, string audience, Band band)
    {
        if (!wording.Guidance[audience].TryGetValue(band.Code, out var summary)) return null;
        var reference = Text(new QuestionnaireReference(definition.Id, definition.Version), Json.QuestionnaireReference);
        var meaning = Text(new BandResult(band.Code, band.IsOnScale, wording.Bands[band.Code], summary), Json.BandResult);
        return Utf8($$"""{"questionnaire":{{reference}},"audience":{{Text(audience, Json.String)}},"band":{{meaning}},"score":{"value":""");
    }

    private static byte[] Domain(string section, Wording wording) =>
        Utf8($$"""{"code":{{Text(section, Json.String)}},"label":{{Text(wording.Sections[section].Title, Json.String)}},"value":""");

    private static byte[] Answer(Item item, Option option) =>
        Element(new BreakdownEntry(item.Id, option.Code, option.Weight ?? 0), Json.BreakdownEntry);

    private static byte[] Note(string isComplete, string note) =>
        Utf8($$""","complete":{{isComplete}},"note":{{Text(note, Json.String)}}}""");

    private static byte[] FlagHead(string code, string urgency) =>
        Utf8($$"""{"code":{{Text(code, Json.String)}},"urgency":{{Text(urgency, Json.String)}},"action":""");

    private static string Texts(TitledText text) =>
        $""","title":{Text(text.Title!, Json.String)},"text":{Text(text.Text, Json.String)}""";

    private static byte[] Element<T>(T value, JsonTypeInfo<T> type) => Utf8(Text(value, type) + ",");

    private static string Text<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
