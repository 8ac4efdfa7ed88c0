using System.Text.Json;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>Reads the items of a response into an answer sheet.</summary>
internal sealed class ResponseItems(PublishedVersion published, CanonicalBase canonical, List<Issue> issues)
{
    private const string ContactPrefix = "form.contact.";
    private readonly AnswerDraft draft = new(published.Questionnaire);
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemDefinition> questions =
        published.Questionnaire.Definition.Sections.SelectMany(section => section.Items).ToDictionary(item => item.Id, StringComparer.Ordinal);

    /// <summary>What was sent as total and band.</summary>
    public SentResult Sent { get; private set; } = new(null, null);

    /// <summary>Reads the items of an element and of all below it; how they are nested does not matter.</summary>
    public void Read(FhirElement parent)
    {
        foreach (var item in parent.List("item"))
        {
            item.Check(FhirElement.Item);
            var answers = item.List("answer").ToList();
            foreach (var answer in answers) answer.Check(FhirElement.Answer);
            if (item.Text("linkId", required: true) is { } linkId) ReadItem(linkId, item, answers);
            Read(item);
            foreach (var answer in answers) Read(answer);
        }
    }

    /// <summary>The sheet; null, and issues, when something is wrong with the answers.</summary>
    public AnswerSheet? Finish(string root)
    {
        issues.AddRange(draft.Finish(out var sheet).Select(problem => From(problem, root)));
        return sheet;
    }

    private Issue From(AnswerProblem problem, string root) => problem.Kind switch
    {
        AnswerProblemKind.NotAsked => new Issue(ErrorCode.NotAsked, paths[problem.ItemId], Diagnostics: $"linkId: {problem.ItemId}"),
        AnswerProblemKind.Required => new Issue(ErrorCode.Required, $"{root}.item", Diagnostics: Allowed(questions[problem.ItemId])),
        _ => new Issue(ErrorCode.UnknownOption, $"{paths[problem.ItemId]}.answer[0].value", Diagnostics: Allowed(questions[problem.ItemId])),
    };

    private static string Allowed(ItemDefinition question) => $"linkId: {question.Id}; code: {string.Join(" | ", question.Options!.Select(option => option.Code))}";

    private void ReadItem(string linkId, FhirElement item, List<FhirElement> answers)
    {
        var isQuestion = questions.TryGetValue(linkId, out var question);
        if (!isQuestion && !IsOtherItem(linkId)) issues.Add(new Issue(ErrorCode.UnknownItem, item.Path));
        else if (!paths.TryAdd(linkId, item.Path)) issues.Add(new Issue(IssueCode.RepeatedItem, item.Path));
        else if (answers.Count > 1) Refuse(linkId, new Issue(IssueCode.SeveralAnswers, item.Path));
        else if (answers.Count == 1) ReadAnswer(linkId, question, answers[0]);
    }

    private void ReadAnswer(string linkId, ItemDefinition? question, FhirElement answer)
    {
        var types = FhirElement.Values.Where(type => answer.Has(type)).ToList();
        var path = $"{answer.Path}.value";
        var value = types is [{ } only] && answer.Value.TryGetProperty(only, out var element) ? (Type: only, Element: element) : default;
        switch (value.Type, value.Element.ValueKind)
        {
            case (null, _):
                Refuse(linkId, new Issue(types.Count == 0 ? IssueCode.MissingElement : ErrorCode.WrongType, path));
                break;
            case ("valueCoding", JsonValueKind.Object) when question is not null:
                ReadCoding(question, new FhirElement(value.Element, path, issues));
                break;
            case ("valueInteger" or "valueDecimal", JsonValueKind.Number) when linkId == LinkId.Total && value.Element.TryGetDecimal(out var total):
                Sent = Sent with { Total = (total, path) };
                break;
            case ("valueString", JsonValueKind.String) when linkId == LinkId.Band:
                Sent = Sent with { Band = (value.Element.GetString()!, path) };
                break;
            default:
                Refuse(linkId, new Issue(IssueCode.AnswerType, path));
                break;
        }
    }

    private void ReadCoding(ItemDefinition question, FhirElement coding)
    {
        var code = coding.Text("code", required: true);
        var system = coding.Text("system");
        if (code is null) draft.Refuse(question.Id);
        else if (system is null || system == canonical.Of("CodeSystem", InstrumentCodes.IdOf(published.Questionnaire.Id, OptionSet.NameOf(question)))) draft.Add(question.Id, code);
        else Refuse(question.Id, new Issue(ErrorCode.UnknownOption, coding.Path, Diagnostics: Allowed(question)));
    }

    // An answer that cannot be read is not reported as missing besides.
    private void Refuse(string linkId, Issue issue)
    {
        draft.Refuse(linkId);
        issues.Add(issue);
    }

    private bool IsOtherItem(string linkId) =>
        linkId is LinkId.About or LinkId.Disclaimer or LinkId.IntendedUse or LinkId.Result or LinkId.Total or LinkId.Band or LinkId.ResultNote or LinkId.Help or LinkId.Emergency
        || linkId.StartsWith(ContactPrefix, StringComparison.Ordinal)
        || questions.Keys.Any(item => linkId == LinkId.OfHelp(item))
        || published.Questionnaire.Sections.Any(section => linkId == LinkId.OfSection(section.Id) || linkId == LinkId.OfIntro(section.Id));
}
