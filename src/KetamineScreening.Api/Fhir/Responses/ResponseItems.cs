using System.Text.Json;
using KetamineScreening.Api.Fhir.Elements;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Reads the items of a response into indexes of options, one for each question.</summary>
/// <param name="form">The form that was answered; null to check only the structure of the items.</param>
/// <param name="elements">Checks the structure, and receives the issues.</param>
internal sealed class ResponseItems(ResponseForm? form, ElementReader elements)
{
    private static readonly TypeDefinition ItemType = ElementTable.All["QuestionnaireResponse.item"];
    private static readonly ElementDefinition LinkIdElement = ItemType.Find("linkId")!;
    private static readonly ElementDefinition AnswerElement = ItemType.Find("answer")!;
    private static readonly ElementDefinition ItemElement = ItemType.Find("item")!;

    private readonly int[] placesOfQuestions = new int[form?.Questions.Length ?? 0];
    private readonly sbyte[] chosen = Unanswered(form);
    private readonly bool[] rejected = new bool[form?.Questions.Length ?? 0];
    private HashSet<string>? seenOthers;
    private int likely;

    /// <summary>The total and the band in the response.</summary>
    public SentResult Sent { get; private set; } = new(null, null);

    /// <summary>Reads a list of items with their descendants. Their nesting is not checked.</summary>
    public void Read(ref Utf8JsonReader reader, ElementDefinition element, int parent)
    {
        var list = new ElementList(element, parent) { MayBeEmpty = true };
        while (elements.Next(ref reader, ref list)) ReadItem(ref reader, list.Place);
    }

    /// <summary>Validates the answers. Returns null and reports issues when any answer is invalid or missing.</summary>
    /// <param name="response">Place of the response.</param>
    /// <remarks>
    /// Some renderers keep the answers of items that are not enabled any more. Such answers are left out with a warning each, because
    /// the person cannot see those items, and so could not correct a refused response.
    /// </remarks>
    public AnswerSheet? Finish(int response)
    {
        var questionnaire = form!.Questionnaire;
        if (!rejected.Contains(true) && AnswerSheet.Of(questionnaire, chosen) is { } complete) return complete;
        var draft = new AnswerDraft(questionnaire);
        foreach (var item in questionnaire.Items)
        {
            if (rejected[item.Index]) draft.Reject(item.Id);
            else if (chosen[item.Index] >= 0) draft.Add(item.Id, item.Options[chosen[item.Index]].Code);
        }

        foreach (var id in draft.RemoveNotAsked())
        {
            elements.Report(ErrorCode.NotAsked, placesOfQuestions[IndexOf(id)], diagnostics: $"linkId: {id}");
        }

        var problems = draft.Finish(out var sheet);
        foreach (var problem in problems)
        {
            elements.Report(ErrorCode.Required, response, "item", Allowed(form.Questions[IndexOf(problem.ItemId)]));
        }

        return sheet;

        int IndexOf(string id) => questionnaire.TryFind(id, out var item) ? item.Index : throw new ArgumentException(id, nameof(id));
    }

    private static sbyte[] Unanswered(ResponseForm? form)
    {
        var indexes = new sbyte[form?.Questions.Length ?? 0];
        Array.Fill(indexes, (sbyte)-1);
        return indexes;
    }

    private static string Allowed(FormQuestion question)
    {
        var codes = question.Definition.Options!.Select(option => option.Code);
        return $"linkId: {question.Definition.Id}; code: {string.Join(" | ", codes)}";
    }

    private void ReadItem(ref Utf8JsonReader reader, int place)
    {
        var members = new ObjectMembers(ItemType, place);
        var answers = default(ItemAnswers);
        scoped ReadOnlySpan<byte> linkId = default;
        while (elements.Next(ref reader, ref members) is { } element)
        {
            if (element == LinkIdElement)
            {
                if (elements.IsValid(ref reader, element, place)) linkId = PrimitiveValue.Utf8(ref reader);
            }
            else if (element == AnswerElement) answers.Read(ref reader, elements, this, place);
            else if (element == ItemElement) Read(ref reader, element, place);
            else elements.Read(ref reader, element, place);
        }

        if (form is not null && !linkId.IsEmpty) Take(linkId, place, answers);
    }

    private void Take(ReadOnlySpan<byte> linkId, int place, in ItemAnswers answers)
    {
        var question = form!.Codes.Item(linkId, likely);
        if (question < 0)
        {
            TakeOther(System.Text.Encoding.UTF8.GetString(linkId), place, answers);
            return;
        }

        likely = question + 1;
        if (placesOfQuestions[question] != 0)
        {
            elements.Report(IssueCode.RepeatedItem, place);
            return;
        }

        placesOfQuestions[question] = place;
        var option = OptionOf(question, place, answers);
        rejected[question] = option is null;
        chosen[question] = (sbyte)(option ?? -1);
    }

    // The index of the chosen option; -1 when the question is not answered, and null when the answer is invalid.
    private int? OptionOf(int index, int place, in ItemAnswers answers)
    {
        var question = form!.Questions[index];
        if (answers.IsFaulty) return null;
        if (answers.Count == 0) return -1;
        if (answers.Count > 1) elements.Report(IssueCode.SeveralAnswers, place);
        else if (answers.Value != ItemAnswers.Coding) elements.Report(IssueCode.AnswerType, answers.Place);
        else if (answers.Code.IsEmpty) elements.Report(IssueCode.MissingElement, answers.Place, "code");
        else if (!answers.System.IsEmpty && !answers.System.SequenceEqual(question.SystemUtf8))
        {
            elements.Report(ErrorCode.UnknownOption, answers.Place, diagnostics: Allowed(question));
        }
        else if (form.Codes.Option(index, answers.Code) is >= 0 and var option) return option;
        else elements.Report(ErrorCode.UnknownOption, answers.Place, diagnostics: Allowed(question));
        return null;
    }

    private void TakeOther(string linkId, int place, in ItemAnswers answers)
    {
        if (!form!.HasOther(linkId)) elements.Report(ErrorCode.UnknownItem, place);
        else if (!(seenOthers ??= []).Add(linkId)) elements.Report(IssueCode.RepeatedItem, place);
        else if (answers.Count > 1) elements.Report(IssueCode.SeveralAnswers, place);
        else if (answers.Count == 1 && !answers.IsFaulty) TakeComputed(linkId, answers);
    }

    private void TakeComputed(string linkId, in ItemAnswers answers)
    {
        var path = elements.Places.PathOf(answers.Place);
        if (linkId == LinkId.Total && answers.Number is { } total) Sent = Sent with { Total = (total, path) };
        else if (linkId == LinkId.Band && answers.Text is { } band) Sent = Sent with { Band = (band, path) };
        else elements.Report(IssueCode.AnswerType, answers.Place);
    }
}

/// <summary>The computed items in a response, each with its FHIRPath.</summary>
/// <param name="Total">The total; null when the response has none.</param>
/// <param name="Band">The label of the band; null when the response has none.</param>
internal sealed record SentResult((decimal Value, string Path)? Total, (string Value, string Path)? Band);
