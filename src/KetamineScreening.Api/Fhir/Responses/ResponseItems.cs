using KetamineScreening.Api.Http.Errors;
using System.Text.Json;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Reads the items of a response into an answer sheet.</summary>
internal sealed class ResponseItems(Questionnaire questionnaire, ResponseForm form, List<Issue> issues)
{
    private readonly AnswerDraft draft = new(questionnaire);
    private readonly Dictionary<string, FhirElement> seen = new(StringComparer.Ordinal);

    /// <summary>The total and the band in the response.</summary>
    public SentResult Sent { get; private set; } = new(null, null);

    /// <summary>Reads the items of an element and of its descendants. Their nesting is not checked.</summary>
    public void Read(FhirElement parent)
    {
        foreach (var item in parent.List("item"))
        {
            item.Check(FhirElement.Item);
            IReadOnlyList<FhirElement> answers = [.. item.List("answer")];
            foreach (var answer in answers) answer.Check(FhirElement.Answer);
            if (item.Text("linkId", required: true) is { } linkId) ReadItem(linkId, item, answers);
            Read(item);
            foreach (var answer in answers) Read(answer);
        }
    }

    /// <summary>Validates the answers. Returns null and reports issues when any answer is invalid or missing.</summary>
    /// <remarks>
    /// Some renderers keep the answers of items that are not enabled any more. Such answers are left out with a warning each, because
    /// the person cannot see those items, and so could not correct a refused response.
    /// </remarks>
    public AnswerSheet? Finish(string root)
    {
        issues.AddRange(draft.RemoveNotAsked()
            .Select(id => new Issue(ErrorCode.NotAsked, seen[id].Path, Diagnostics: $"linkId: {id}")));
        issues.AddRange(draft.Finish(out var sheet).Select(problem => From(problem, root)));
        return sheet;
    }

    private Issue From(AnswerProblem problem, string root) => problem.Kind switch
    {
        AnswerProblemKind.Required => new Issue(ErrorCode.Required, $"{root}.item", Diagnostics: Allowed(form.Questions[problem.ItemId])),
        _ => new Issue(
            ErrorCode.UnknownOption,
            $"{seen[problem.ItemId].Path}.answer[0].value",
            Diagnostics: Allowed(form.Questions[problem.ItemId])),
    };

    private static string Allowed(FormQuestion question)
    {
        var codes = question.Definition.Options!.Select(option => option.Code);
        return $"linkId: {question.Definition.Id}; code: {string.Join(" | ", codes)}";
    }

    private void ReadItem(string linkId, FhirElement item, IReadOnlyList<FhirElement> answers)
    {
        var isQuestion = form.Questions.TryGetValue(linkId, out var question);
        if (!isQuestion && !form.HasOther(linkId)) issues.Add(new Issue(ErrorCode.UnknownItem, item.Path));
        else if (!seen.TryAdd(linkId, item)) issues.Add(new Issue(IssueCode.RepeatedItem, item.Path));
        else if (answers.Count > 1) Refuse(linkId, new Issue(IssueCode.SeveralAnswers, item.Path));
        else if (answers.Count == 1) ReadAnswer(linkId, question, answers[0]);
    }

    private void ReadAnswer(string linkId, FormQuestion? question, FhirElement answer)
    {
        var (types, type, value) = answer.Choice();
        switch (type, value?.Value.ValueKind)
        {
            case (_, null):
                Refuse(linkId, new Issue(types == 0 ? IssueCode.MissingElement : ErrorCode.WrongType, $"{answer.Path}.value"));
                break;
            case ("valueCoding", JsonValueKind.Object) when question is not null:
                ReadCoding(question, value);
                break;
            case ("valueInteger" or "valueDecimal", JsonValueKind.Number)
                when linkId == LinkId.Total && value.Value.TryGetDecimal(out var total):
                Sent = Sent with { Total = (total, value.Path) };
                break;
            case ("valueString", JsonValueKind.String) when linkId == LinkId.Band:
                Sent = Sent with { Band = (value.Value.GetString()!, value.Path) };
                break;
            default:
                Refuse(linkId, new Issue(IssueCode.AnswerType, value.Path));
                break;
        }
    }

    private void ReadCoding(FormQuestion question, FhirElement coding)
    {
        var code = coding.Text("code", required: true);
        var system = coding.Text("system");
        if (code is null) draft.Reject(question.Definition.Id);
        else if (system is null || system == question.System) draft.Add(question.Definition.Id, code);
        else Refuse(question.Definition.Id, new Issue(ErrorCode.UnknownOption, coding.Path, Diagnostics: Allowed(question)));
    }

    // Reject keeps an invalid answer from being reported as missing as well.
    private void Refuse(string linkId, Issue issue)
    {
        draft.Reject(linkId);
        issues.Add(issue);
    }
}
