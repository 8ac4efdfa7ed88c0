using System.Text.Json;
using System.Text.Unicode;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>
/// Reads the body of an operation: a QuestionnaireResponse, bare or in Parameters. It names everything that is wrong with
/// it at once, by places that are built from names of FHIR and numbers only: what was sent is never said again.
/// </summary>
internal sealed class QuestionnaireResponseReader
{
    /// <summary>Largest body that is read, in bytes: a response to every question, with all texts and indented, is a third of it.</summary>
    public const int Limit = 128 * 1024;

    private readonly FhirServices fhir;
    private readonly List<Issue> issues;

    private QuestionnaireResponseReader(FhirServices fhir, List<Issue> issues) => (this.fhir, this.issues) = (fhir, issues);

    /// <summary>The version that was answered; null when that cannot be told.</summary>
    public PublishedVersion? Published { get; private set; }

    /// <summary>Its form.</summary>
    public ResponseForm? Form { get; private set; }

    /// <summary>The answers, when nothing is wrong with them.</summary>
    public AnswerSheet? Sheet { get; private set; }

    /// <summary>Whether the person agrees to be counted.</summary>
    public bool Contribute { get; private set; }

    /// <summary>The status, when it is one that is taken.</summary>
    public string Status { get; private set; } = "completed";

    /// <summary>What was sent as total and band.</summary>
    public SentResult Sent { get; private set; } = new(null, null);

    /// <summary>Reads a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="addressed">The questionnaire that the address names; null when it names none.</param>
    /// <param name="fhir">The questionnaires there are.</param>
    /// <param name="issues">Takes everything that is wrong, and warnings.</param>
    public static QuestionnaireResponseReader Read(ReadOnlySpan<byte> body, RequestedQuestionnaire? addressed, FhirServices fhir, List<Issue> issues)
    {
        var read = new QuestionnaireResponseReader(fhir, issues);
        var issuesBefore = issues.Count;
        try
        {
            // Valid UTF-8 can still hold a lone surrogate as an escape, hence InvalidOperationException.
            if (!Utf8.IsValid(body)) throw new JsonException();
            read.ReadWhole(JsonElement.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false }), addressed);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            issues.RemoveRange(issuesBefore, issues.Count - issuesBefore);
            issues.Add(new Issue(ErrorCode.MalformedJson));
        }

        return read;
    }

    private void ReadWhole(JsonElement root, RequestedQuestionnaire? addressed)
    {
        var type = FhirElement.ResourceTypeOf(root);
        switch (type)
        {
            case "QuestionnaireResponse":
                ReadResponse(new FhirElement(root, type, issues), addressed);
                break;
            case "Parameters":
                ReadParameters(new FhirElement(root, type, issues), addressed);
                break;
            default:
                issues.Add(new Issue(root.ValueKind == JsonValueKind.Object ? IssueCode.MissingElement : ErrorCode.WrongType, Diagnostics: "resourceType: QuestionnaireResponse | Parameters"));
                break;
        }
    }

    private void ReadParameters(FhirElement parameters, RequestedQuestionnaire? addressed)
    {
        parameters.Check(FhirElement.Parameters);
        var list = parameters.List("parameter").ToList();
        if (list.Count == 0) issues.Add(new Issue(IssueCode.MissingElement, "Parameters.parameter"));
        foreach (var parameter in list.Skip(1)) issues.Add(new Issue(IssueCode.UnknownElement, parameter.Path));
        if (list.Count == 0) return;
        list[0].Check(FhirElement.Parameter);
        if (list[0].Text("name", required: true) is { } name && name != "in") issues.Add(new Issue(IssueCode.UnknownElement, list[0].Path, Diagnostics: "name: in"));
        if (list[0].Member("resource", required: true) is not { } resource) return;
        if (FhirElement.ResourceTypeOf(resource.Value) == "QuestionnaireResponse") ReadResponse(resource, addressed);
        else issues.Add(new Issue(ErrorCode.WrongType, resource.Path, Diagnostics: "resourceType: QuestionnaireResponse"));
    }

    private void ReadResponse(FhirElement response, RequestedQuestionnaire? addressed)
    {
        response.Check(FhirElement.Response);
        foreach (var name in FhirElement.Refused.Where(name => response.Has(name))) issues.Add(new Issue(IssueCode.RefusedElement, $"{response.Path}.{name}"));
        ReadStatus(response);
        ReadContribute(response);
        Published = FindVersion(response, addressed);
        if (Published is null) return;
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
        if (status is "completed" or "amended" or "in-progress") Status = status;
        else issues.Add(new Issue(IssueCode.InvalidStatus, $"{response.Path}.status", Diagnostics: "status: completed | amended | in-progress"));
        if (status == "in-progress") issues.Add(new Issue(IssueCode.InProgress, $"{response.Path}.status"));
    }

    private void ReadContribute(FhirElement response)
    {
        var seen = false;
        foreach (var extension in response.List("extension"))
        {
            if (extension.Text("url", required: true) != fhir.Canonical.Contribute) continue;
            var value = extension.Member("valueBoolean")?.Value.ValueKind;
            Contribute = value == JsonValueKind.True;
            if (seen || value is not (JsonValueKind.True or JsonValueKind.False)) issues.Add(new Issue(IssueCode.InvalidContribute, extension.Path));
            seen = true;
        }
    }

    private PublishedVersion? FindVersion(FhirElement response, RequestedQuestionnaire? addressed)
    {
        if (response.Text("questionnaire", required: addressed is null) is not { } canonicalAddress) return addressed?.Published;
        var path = $"{response.Path}.questionnaire";
        var (address, version) = canonicalAddress.Split('|', 2) is [{ } before, { } after] ? (before, after) : (canonicalAddress, null);
        var instrument = fhir.Catalog.Questionnaires.FirstOrDefault(candidate => address == fhir.Canonical.Questionnaire(candidate.Id) || address == $"Questionnaire/{candidate.Id}");
        if (instrument is null) return Wrong(ProblemCode.UnknownQuestionnaire);
        if (addressed is not null && addressed.PublishedQuestionnaire != instrument) return Wrong(IssueCode.OtherQuestionnaire);
        if (version is null) return addressed?.Published ?? instrument.Current;
        if (instrument.Find(version) is not { } published) return Wrong(ProblemCode.UnknownVersion);
        return addressed is { IsPinned: true } && addressed.Published != published ? Wrong(IssueCode.OtherQuestionnaire) : published;

        PublishedVersion? Wrong(string code)
        {
            issues.Add(new Issue(code, path));
            return null;
        }
    }
}

/// <summary>What was sent as computed items.</summary>
/// <param name="Total">The total, with its place.</param>
/// <param name="Band">The band, with its place.</param>
internal sealed record SentResult((decimal Value, string Path)? Total, (string Value, string Path)? Band);
