using KetamineScreening.Api.Http.Errors;
using System.Text.Json;
using System.Text.Unicode;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>
/// Reads the body of an operation: a QuestionnaireResponse, bare or in Parameters. It reports all issues at once. Their paths
/// consist of FHIR element names and indexes only, so that no issue repeats text of the request.
/// </summary>
internal sealed class QuestionnaireResponseReader
{
    /// <summary>Size limit of the body, in bytes: three times an indented response to every question with all texts.</summary>
    public const int Limit = 128 * 1024;

    private readonly FhirServices fhir;
    private readonly List<Issue> issues;

    private QuestionnaireResponseReader(FhirServices fhir, List<Issue> issues) => (this.fhir, this.issues) = (fhir, issues);

    /// <summary>The version that was answered; null when it cannot be determined.</summary>
    public PublishedVersion? Published { get; private set; }

    /// <summary>The form of this version.</summary>
    public ResponseForm? Form { get; private set; }

    /// <summary>The answers; null when any of them is invalid.</summary>
    public AnswerSheet? Sheet { get; private set; }

    /// <summary>Whether the person agrees that the response is counted.</summary>
    public bool Contribute { get; private set; }

    /// <summary>What the person says about themselves.</summary>
    public AboutPerson About { get; private set; } = AboutPerson.NotGiven;

    /// <summary>The status of the response; <c>completed</c> when it is missing or not supported.</summary>
    public string Status { get; private set; } = "completed";

    /// <summary>The total and the band in the response.</summary>
    public SentResult Sent { get; private set; } = new(null, null);

    /// <summary>Reads a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="requested">The questionnaire that the URL identifies; null when it identifies none.</param>
    /// <param name="fhir">The services of the FHIR endpoints.</param>
    /// <param name="issues">Receives all errors and warnings.</param>
    public static QuestionnaireResponseReader Read(
        ReadOnlySpan<byte> body, RequestedQuestionnaire? requested, FhirServices fhir, List<Issue> issues)
    {
        var reader = new QuestionnaireResponseReader(fhir, issues);
        var issuesBefore = issues.Count;
        try
        {
            // An escaped lone surrogate is valid UTF-8, but GetString throws InvalidOperationException for it.
            if (!Utf8.IsValid(body)) throw new JsonException();
            reader.ReadRoot(JsonElement.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false }), requested);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            issues.RemoveRange(issuesBefore, issues.Count - issuesBefore);
            issues.Add(new Issue(ErrorCode.MalformedJson));
        }

        return reader;
    }

    private void ReadRoot(JsonElement root, RequestedQuestionnaire? requested)
    {
        var type = FhirElement.ResourceTypeOf(root);
        switch (type)
        {
            case "QuestionnaireResponse":
                ReadResponse(new FhirElement(root, type, issues), requested);
                break;
            case "Parameters":
                ReadParameters(new FhirElement(root, type, issues), requested);
                break;
            default:
                var code = root.ValueKind == JsonValueKind.Object ? IssueCode.MissingElement : ErrorCode.WrongType;
                issues.Add(new Issue(code, Diagnostics: "resourceType: QuestionnaireResponse | Parameters"));
                break;
        }
    }

    private void ReadParameters(FhirElement parameters, RequestedQuestionnaire? requested)
    {
        parameters.Check(FhirElement.Parameters);
        var list = parameters.List("parameter").ToList();
        if (list.Count == 0) issues.Add(new Issue(IssueCode.MissingElement, "Parameters.parameter"));
        foreach (var parameter in list.Skip(1)) issues.Add(new Issue(IssueCode.UnknownElement, parameter.Path));
        if (list.Count == 0) return;
        list[0].Check(FhirElement.Parameter);
        if (list[0].Text("name", required: true) is { } name && name != "in")
        {
            issues.Add(new Issue(IssueCode.UnknownElement, list[0].Path, Diagnostics: "name: in"));
        }

        if (list[0].Member("resource", required: true) is not { } resource) return;
        if (FhirElement.ResourceTypeOf(resource.Value) == "QuestionnaireResponse") ReadResponse(resource, requested);
        else issues.Add(new Issue(ErrorCode.WrongType, resource.Path, Diagnostics: "resourceType: QuestionnaireResponse"));
    }

    private void ReadResponse(FhirElement response, RequestedQuestionnaire? requested)
    {
        response.Check(FhirElement.Response);
        foreach (var name in FhirElement.Refused)
        {
            if (response.Has(name)) issues.Add(new Issue(IssueCode.RefusedElement, $"{response.Path}.{name}"));
        }

        ReadStatus(response);
        ReadContribute(response);
        var about = new AboutElements(fhir.Canonical.About, issues);
        about.Read(response);
        About = about.Person;
        Published = FindVersion(response, requested);
        if (Published is null) return;
        if (about.Path is { } path && !(Contribute && fhir.About.IsAskedIn(fhir.Catalog.Find(Published.Questionnaire.Id)!)))
        {
            issues.Add(new Issue(IssueCode.InvalidAbout, path));
        }

        Form = fhir.Forms.Of(Published.Questionnaire);
        var items = new ResponseItems(Published.Questionnaire, Form, issues);
        items.Read(response);
        Sheet = items.Finish(response.Path);
        Sent = items.Sent;
    }

    private void ReadStatus(FhirElement response)
    {
        var status = response.Text("status", required: true);
        if (status is null) return;
        var path = $"{response.Path}.status";
        if (status is "completed" or "amended" or "in-progress") Status = status;
        else issues.Add(new Issue(IssueCode.InvalidStatus, path, Diagnostics: "status: completed | amended | in-progress"));
        if (status == "in-progress") issues.Add(new Issue(IssueCode.InProgress, path));
    }

    private void ReadContribute(FhirElement response)
    {
        var seen = false;
        foreach (var extension in response.List("extension"))
        {
            if (extension.Text("url", required: true) != fhir.Canonical.Contribute) continue;
            var value = extension.Member("valueBoolean")?.Value.ValueKind;
            Contribute = value == JsonValueKind.True;
            if (seen || value is not (JsonValueKind.True or JsonValueKind.False))
            {
                issues.Add(new Issue(IssueCode.InvalidContribute, extension.Path));
            }

            seen = true;
        }
    }

    private PublishedVersion? FindVersion(FhirElement response, RequestedQuestionnaire? requested)
    {
        if (response.Text("questionnaire", required: requested is null) is not { } canonical) return requested?.Published;
        var path = $"{response.Path}.questionnaire";
        var (url, version) = canonical.Split('|', 2) is [{ } before, { } after] ? (before, after) : (canonical, null);
        var questionnaire = fhir.Catalog.Questionnaires.FirstOrDefault(candidate =>
            url == fhir.Canonical.Questionnaire(candidate.Id) || url == $"Questionnaire/{candidate.Id}");
        if (questionnaire is null) return Invalid(ProblemCode.UnknownQuestionnaire);
        if (requested is not null && requested.Questionnaire != questionnaire) return Invalid(IssueCode.OtherQuestionnaire);
        if (version is null) return requested?.Published ?? questionnaire.Current;
        if (questionnaire.Find(version) is not { } published) return Invalid(ProblemCode.UnknownVersion);
        return requested is { IsPinned: true } && requested.Published != published ? Invalid(IssueCode.OtherQuestionnaire) : published;

        PublishedVersion? Invalid(string code)
        {
            issues.Add(new Issue(code, path));
            return null;
        }
    }
}

/// <summary>The computed items in a response, each with its FHIRPath.</summary>
/// <param name="Total">The total; null when the response has none.</param>
/// <param name="Band">The label of the band; null when the response has none.</param>
internal sealed record SentResult((decimal Value, string Path)? Total, (string Value, string Path)? Band);
