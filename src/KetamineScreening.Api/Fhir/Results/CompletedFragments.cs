using KetamineScreening.Api.Fhir.Elements;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;
using static KetamineScreening.Api.Fhir.Results.JsonFragments;

namespace KetamineScreening.Api.Fhir.Results;

/// <summary>
/// The JSON fragments of the QuestionnaireResponse with answers, total and band that a result contains. Of the request it repeats nothing
/// but the codes of the answers, the status and the time.
/// </summary>
internal sealed class CompletedFragments
{
    private static readonly byte[] Authored = Utf8("\",\"authored\":\"");
    private static readonly byte[] StartItems = Utf8("\",\"item\":[");
    private static readonly byte[] Comma = Utf8(",");
    private static readonly byte[] EndSection = Utf8("]},");

    private readonly byte[] opening;
    private readonly byte[][] sections;
    private readonly byte[][][] answers;
    private readonly byte[] total;
    private readonly byte[][] bands;

    public CompletedFragments(ResponseForm form, LocalTexts texts)
    {
        var (questionnaire, wording) = (form.Questionnaire, texts.Wording);
        opening = Utf8(
            $$""",{"name":"response","resource":{"resourceType":"QuestionnaireResponse","language":"{{texts.Language}}","""
            + $"\"questionnaire\":{Quoted(form.Canonical)},\"status\":\"");
        sections = [.. questionnaire.Sections.Select(section =>
            Utf8(Start(LinkId.OfSection(section.Id), wording.Sections[section.Id].Title, "item")))];
        answers = [.. questionnaire.Items.Select(item =>
            item.Options.Select(option => Answer(item, form.Questions[item.Index], option.Code, wording)).ToArray())];
        total = Utf8(
            Start(LinkId.Result, texts.Fhir.ResultTitle, "item")
            + Start(LinkId.Total, texts.Fhir.TotalTitle, "answer")
            + "{\"valueInteger\":");
        bands = [.. questionnaire.Bands.Select(band => Utf8(
            $"}}]}},{Start(LinkId.Band, texts.Fhir.BandTitle, "answer")}{{\"valueString\":{Quoted(wording.Bands[band.Code])}"
            + "}]}]}]}}]}"))];
    }

    /// <summary>The most bytes of a response with these parts.</summary>
    public int MaxLength(PossibleParts parts) =>
        opening.Length
        + "in-progress".Length
        + Authored.Length
        + PrimitiveValue.LongestMoment
        + StartItems.Length
        + sections.Sum(section => section.Length + EndSection.Length)
        + parts.Asked.Sum(item => answers[item.Index].Max(answer => answer.Length) + Comma.Length)
        + total.Length
        + MaxNumberLength
        + bands[parts.Band.Index].Length;

    /// <summary>Adds the response, which is the last parameter of the result.</summary>
    public void Add(JsonFragments json, ScoredQuestionnaireResponse scored)
    {
        var result = scored.Result;
        var chosen = result.Sheet.Chosen;
        json.Add(opening);
        json.Add(Utf8(scored.Status));
        if (scored.Authored is { } authored)
        {
            json.Add(Authored);
            json.Add(Utf8(authored));
        }

        json.Add(StartItems);
        foreach (var section in result.Questionnaire.Sections)
        {
            var hasGroup = false;
            foreach (var item in section.Items)
            {
                if (chosen[item.Index] < 0) continue;
                json.Add(hasGroup ? Comma : sections[section.Index]);
                json.Add(answers[item.Index][chosen[item.Index]]);
                hasGroup = true;
            }

            if (hasGroup) json.Add(EndSection);
        }

        json.Add(total);
        json.Add(result.Score);
        json.Add(bands[result.Band.Index]);
    }

    private static byte[] Answer(Item item, FormQuestion question, string code, Wording wording)
    {
        var coding = Coding(question.System, code, OptionSet.LabelOf(question.Definition, wording, code));
        return Utf8($$"""{{Start(item.Id, wording.Items[item.Id].Text, "answer")}}{"valueCoding":{{coding}}}]}""");
    }

    // Starts an item and its array of child items or answers.
    private static string Start(string linkId, string text, string list) =>
        $$"""{"linkId":{{Quoted(linkId)}},"text":{{Quoted(text)}},"{{list}}":[""";
}
