using System.Collections.Immutable;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;
using static KetamineScreening.Api.Fhir.Results.JsonFragments;

namespace KetamineScreening.Api.Fhir.Results;

/// <summary>
/// All JSON fragments of which the results of <c>$score</c> for one version in one language consist. A test verifies that the bytes equal
/// those of a plain writer.
/// </summary>
internal sealed class ScoreFragments
{
    private static readonly byte[] Max = Utf8("""},{"name":"max","valueInteger":""");
    private static readonly byte[] EndParts = Utf8("]}");
    private static readonly byte[][] Contributions = [Code("contribution", "declined"), Code("contribution", "received")];
    private static readonly byte[][] Urgencies = [.. ScreeningResponse.Urgencies.Select(urgency => Code("urgency", urgency))];

    private static readonly int MaxUrgencyLength = Urgencies.Max(urgency => urgency.Length);

    private readonly byte[] opening;
    private readonly byte[]?[][] bands;
    private readonly byte[] scoreReason;
    private readonly byte[][] rules;
    private readonly (byte[] Complete, byte[] Incomplete, byte[] DontKnow) completeness;
    private readonly (byte[] Head, byte[] Text, byte[] Code)[] actions;
    private readonly (byte[] Head, byte[] Text, byte[] Code)[] flags;
    private readonly ImmutableDictionary<int, byte[]> steps;
    private readonly byte[][] learn;
    private readonly byte[] disclaimer;
    private readonly CompletedFragments completed;
    private readonly int maxLength;

    public ScoreFragments(ResponseForm form, LocalTexts texts)
    {
        var (questionnaire, wording, notes) = (form.Questionnaire, texts.Wording, texts.Wording.Completeness);
        opening = Utf8($$"""{"resourceType":"Parameters","language":"{{texts.Language}}","parameter":[{"name":"score","valueInteger":""");
        bands = [.. questionnaire.Audiences.Select(audience =>
            questionnaire.Bands.Select(band => BandOf(form.SystemOf(QuestionnaireCodes.Bands), wording, audience.Code, band)).ToArray())];
        scoreReason = Text("reason", wording.ScoreReason);
        rules = [.. questionnaire.Rules.Concat(questionnaire.UnratedRules).Select(rule => Text("reason", wording.ReasonOf(rule)))];
        completeness =
        (
            Text("completeness", notes.Complete), Text("completeness", notes.Incomplete), Text("completeness", notes.DontKnow ?? "")
        );
        actions = [.. questionnaire.Actions.Select(action => Titled(
            "action", form.SystemOf(QuestionnaireCodes.Actions), action.Code, wording.Actions[action.Code]))];
        flags = [.. questionnaire.Flags.Select(flag => Titled(
            "flag", form.SystemOf(QuestionnaireCodes.Flags), flag.Code, wording.Flags[flag.Code]))];
        steps = questionnaire.Audiences.SelectMany(audience => questionnaire.Bands, questionnaire.NextSteps)
            .SelectMany(all => all)
            .DistinctBy(step => step.Index)
            .ToImmutableDictionary(step => step.Index, step => Step(NextStepResult.From(step, wording)));
        learn = [.. questionnaire.LearningLinks.Select(link => Code("learn", link.Id))];
        disclaimer =
        [
            .. Text("disclaimer", wording.Disclaimer),
            .. Code("validation", questionnaire.Definition.Validation),
            .. Text("validation-note", wording.Validation),
        ];
        completed = new CompletedFragments(form, texts);
        maxLength = PossibleParts.Of(questionnaire).Max(parts => MaxLength(parts, questionnaire, texts.Fhir));
    }

    /// <summary>
    /// Length to which every result is padded, in bytes: that of the longest result that any person in any country can get, even if
    /// two of its parts exclude each other, rounded up to 1 KiB.
    /// </summary>
    public int PaddedLength(LocalTexts texts) => PaddedResult.Rounded(maxLength + ScoreHelp.Of(texts).LongestLength);

    /// <summary>Assembles a result as Parameters.</summary>
    public JsonFragments Of(ScoredQuestionnaireResponse scored)
    {
        var (result, questionnaire, json) = (scored.Result, scored.Result.Questionnaire, new JsonFragments());
        json.Add(opening);
        json.Add(result.Score);
        json.Add(Max);
        json.Add(result.MaxScore);
        json.Add(bands[result.Audience.Index][result.Band.Index]!);
        if (result.ScoreReachesBand) json.Add(scoreReason);
        foreach (var rule in result.Band.IsOnScale ? questionnaire.Rules : questionnaire.UnratedRules)
        {
            if (result.IsReason(rule)) json.Add(rules[rule.Index]);
        }

        var (answered, isComplete) = (result.Completeness, result.Completeness.IsComplete);
        var leftOut = answered.Answered + answered.DontKnow < answered.Asked;
        json.Add(isComplete ? completeness.Complete : leftOut ? completeness.Incomplete : completeness.DontKnow);
        AddActionsAndFlags(json, result);
        foreach (var step in questionnaire.NextSteps(result.Audience, result.Band))
        {
            if (result.IsShown(step)) json.Add(steps[step.Index]);
        }

        foreach (var link in questionnaire.LearningLinks)
        {
            if (result.IsLinked(link)) json.Add(learn[link.Index]);
        }

        json.Add(ScoreHelp.Of(scored.Texts).For(scored.Texts.Country));
        json.Add(disclaimer);
        json.Add(Contributions[scored.IsContributed ? 1 : 0]);
        foreach (var warning in scored.Warnings) json.Add(Warning(warning, scored.Texts.Fhir));
        completed.Add(json, scored);
        return json;
    }

    /// <summary>A parameter with a text, preceded by a comma.</summary>
    public static byte[] Text(string name, string value) => Utf8($$""",{"name":"{{name}}","valueString":{{Quoted(value)}}}""");

    private void AddActionsAndFlags(JsonFragments json, ScreeningResult result)
    {
        ulong written = 0;
        foreach (var first in result.Questionnaire.Flags)
        {
            if (!result.IsRaised(first)) continue;
            var action = result.ActionOf(first)!.Index;
            if ((written >> action & 1) == 1) continue;
            written |= 1UL << action;
            json.Add(actions[action].Head);
            json.Add(Urgencies[(int)first.Urgency]);
            json.Add(actions[action].Text);
            foreach (var flag in result.Questionnaire.Flags)
            {
                if (result.IsRaised(flag) && result.ActionOf(flag)!.Index == action) json.Add(flags[flag.Index].Code);
            }

            json.Add(EndParts);
        }

        foreach (var flag in result.Questionnaire.Flags)
        {
            if (!result.IsRaised(flag)) continue;
            json.Add(flags[flag.Index].Head);
            json.Add(Urgencies[(int)flag.Urgency]);
            json.Add(actions[result.ActionOf(flag)!.Index].Code);
            json.Add(flags[flag.Index].Text);
            json.Add(EndParts);
        }
    }

    // Null when the audience cannot reach the band: such a combination has no guidance text.
    private static byte[]? BandOf(string system, Wording wording, string audience, Band band)
    {
        if (!wording.Guidance[audience].TryGetValue(band.Code, out var summary)) return null;
        var coding = Coding(system, band.Code, wording.Bands[band.Code]);
        var onScale = band.IsOnScale ? "true" : "false";
        return
        [
            .. Utf8($$"""},{"name":"band","valueCoding":{{coding}}},{"name":"on-scale","valueBoolean":{{onScale}}}"""),
            .. Text("summary", summary),
        ];
    }

    private static (byte[] Head, byte[] Text, byte[] Code) Titled(string name, string system, string code, TitledText text) =>
    (
        Utf8($$""",{"name":"{{name}}","part":[{"name":"code","valueCoding":{{Coding(system, code, text.Title!)}}}"""),
        Text("text", text.Text),
        Code(name, code)
    );

    private static byte[] Step(NextStepResult step) =>
    [
        .. Utf8($$""",{"name":"next-step","part":[{"name":"kind","valueCode":{{Quoted(step.Kind)}}}"""),
        .. Text("title", step.Title), .. Text("text", step.Text), .. EndParts,
    ];

    private static byte[] Warning(Issue warning, FhirWording wording) =>
        Text("warning", $"{wording.Issues[warning.Code]} ({warning.Expression})");

    private int MaxLength(PossibleParts parts, Questionnaire questionnaire, FhirWording wording) =>
        opening.Length
        + Max.Length
        + 2 * MaxNumberLength
        + bands[parts.Branch.Audience.Index][parts.Band.Index]!.Length
        + scoreReason.Length
        + parts.Rules.Sum(rule => rules[rule.Index].Length)
        + new[] { completeness.Complete, completeness.Incomplete, completeness.DontKnow }.Max(note => note.Length)
        + parts.Actions.Sum(action => actions[action].Head.Length + MaxUrgencyLength + actions[action].Text.Length + EndParts.Length)
        + parts.Flags.Sum(flag => 2 * flags[flag.Index].Code.Length + flags[flag.Index].Head.Length + MaxUrgencyLength
            + PossibleParts.ActionsOf(flag).Max(action => actions[action].Code.Length) + flags[flag.Index].Text.Length + EndParts.Length)
        + parts.NextSteps.Sum(step => steps[step.Index].Length)
        + learn.Sum(link => link.Length)
        + disclaimer.Length
        + Contributions.Max(contribution => contribution.Length)
        + MaxWarningsLength(questionnaire.Items.Length - parts.Branch.AskedItems, wording)
        + completed.MaxLength(parts);

    // Each of the first three warnings occurs at most once, and the last one once for each item that is not asked.
    private static int MaxWarningsLength(int notAsked, FhirWording wording)
    {
        return Length(IssueCode.InProgress) + Length(IssueCode.TotalDiffers) + Length(IssueCode.BandDiffers)
            + notAsked * Length(ErrorCode.NotAsked);

        int Length(string code) =>
            Warning(new Issue(code, new string('x', ScoredQuestionnaireResponse.LongestExpression)), wording).Length;
    }

    private static byte[] Code(string name, string value) => Utf8($$""",{"name":"{{name}}","valueCode":{{Quoted(value)}}}""");
}
