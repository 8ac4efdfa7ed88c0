using System.Text.Json;
using KetamineScreening.Api.Fhir.Elements;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Reads a QuestionnaireResponse and reports all issues at once.</summary>
/// <param name="requested">The questionnaire that the URL identifies; null when it identifies none.</param>
/// <param name="request">The request.</param>
/// <param name="fhir">The services of the FHIR endpoints.</param>
/// <param name="elements">Checks the structure, and receives the issues.</param>
internal sealed class QuestionnaireResponseReader(
    RequestedQuestionnaire? requested, HttpRequest request, FhirServices fhir, ElementReader elements)
{
    private static readonly TypeDefinition Type = ElementTable.QuestionnaireResponse;
    private static readonly ElementDefinition StatusElement = Type.Find("status")!;
    private static readonly ElementDefinition QuestionnaireElement = Type.Find("questionnaire")!;
    private static readonly ElementDefinition AuthoredElement = Type.Find("authored")!;
    private static readonly ElementDefinition ExtensionElement = Type.Find("extension")!;
    private static readonly ElementDefinition ItemElement = Type.Find("item")!;

    private readonly AboutElements about = new(elements);
    private bool contributeSeen;

    /// <summary>The version that was answered; null when it cannot be determined.</summary>
    public PublishedVersion? Published { get; private set; }

    /// <summary>The form of this version; null when it is retired.</summary>
    public ResponseForm? Form { get; private set; }

    /// <summary>The answers; null when any of them is invalid.</summary>
    public AnswerSheet? Sheet { get; private set; }

    /// <summary>Whether the person agrees that the response is counted.</summary>
    public bool Contribute { get; private set; }

    /// <summary>What the person says about themselves.</summary>
    public AboutPerson About => about.Person;

    /// <summary>The status of the response; <c>completed</c> when it is missing or not supported.</summary>
    public string Status { get; private set; } = "completed";

    /// <summary>When the response was written, as the client says; null when it does not.</summary>
    public string? Authored { get; private set; }

    /// <summary>The total and the band in the response.</summary>
    public SentResult Sent { get; private set; } = new(null, null);

    /// <summary>Reads the resource.</summary>
    /// <param name="reader">The reader, at the start of the resource.</param>
    /// <param name="place">Place of the resource.</param>
    public void Read(ref Utf8JsonReader reader, int place)
    {
        var members = new ObjectMembers(Type, place);
        var (hasQuestionnaire, hasItems) = (false, false);
        Utf8JsonReader deferred = default;
        ResponseItems? items = null;
        while (elements.Next(ref reader, ref members) is { } element)
        {
            if (element == StatusElement) ReadStatus(ref reader, place);
            else if (element == AuthoredElement) Authored = elements.IsValid(ref reader, element, place) ? reader.GetString() : null;
            else if (element == ExtensionElement) ReadExtensions(ref reader, place);
            else if (element == QuestionnaireElement)
            {
                hasQuestionnaire = true;
                Published = elements.IsValid(ref reader, element, place) ? Find(reader.GetString()!, place) : requested?.Published;
            }
            else if (element == ItemElement && !hasQuestionnaire)
            {
                // The items are read against the version, which may follow them.
                hasItems = true;
                deferred = reader;
                reader.Skip();
            }
            else if (element == ItemElement) items = ReadItems(ref reader, place);
            else elements.Read(ref reader, element, place);
        }

        if (!hasQuestionnaire)
        {
            Published = requested?.Published;
            if (requested is null) elements.Report(IssueCode.MissingElement, place, QuestionnaireElement.Name);
        }

        if (hasItems) items = ReadItems(ref deferred, place);
        if (Published is not null && about.Place is { } refused && !IsAboutTaken) elements.Report(IssueCode.InvalidAbout, refused);
        if (Published is not { Retirement: null }) return;
        Form = fhir.Forms.Of(Published.Questionnaire);
        items ??= new ResponseItems(Form, elements);
        Sheet = items.Finish(place);
        Sent = items.Sent;
    }

    private bool IsAboutTaken => Contribute && fhir.About.IsAskedIn(fhir.Catalog.Find(Published!.Questionnaire.Id)!);

    private ResponseItems ReadItems(ref Utf8JsonReader reader, int place)
    {
        var form = Published is { Retirement: null } ? fhir.Forms.Of(Published.Questionnaire) : null;
        var items = new ResponseItems(form, elements);
        items.Read(ref reader, ItemElement, place);
        return items;
    }

    private void ReadStatus(ref Utf8JsonReader reader, int place)
    {
        if (!elements.IsValid(ref reader, StatusElement, place)) return;
        if (reader.ValueTextEquals("completed"u8)) return;
        if (reader.ValueTextEquals("amended"u8)) Status = "amended";
        else if (reader.ValueTextEquals("in-progress"u8))
        {
            Status = "in-progress";
            elements.Report(IssueCode.InProgress, place, StatusElement.Name);
        }
        else elements.Report(IssueCode.InvalidStatus, place, StatusElement.Name, "status: completed | amended | in-progress");
    }

    private void ReadExtensions(ref Utf8JsonReader reader, int place)
    {
        var list = new ElementList(ExtensionElement, place);
        while (elements.Next(ref reader, ref list))
        {
            var start = reader;
            var issues = elements.Issues;
            elements.ReadObject(ref reader, ExtensionElement.Content!, list.Place);
            if (elements.Issues != issues) continue;
            if (!JsonMember.TryFind(start, "url"u8, out var url)) continue;
            if (url.ValueTextEquals(fhir.Canonical.Contribute)) ReadContribute(start, list.Place);
            else if (url.ValueTextEquals(fhir.Canonical.About)) about.Read(start, list.Place);
        }
    }

    private void ReadContribute(Utf8JsonReader extension, int place)
    {
        var isBoolean = JsonMember.TryFind(extension, "valueBoolean"u8, out var value);
        Contribute = isBoolean && value.TokenType == JsonTokenType.True;
        if (contributeSeen || !isBoolean) elements.Report(IssueCode.InvalidContribute, place);
        contributeSeen = true;
    }

    private PublishedVersion? Find(string reference, int place)
    {
        var (found, version) = QuestionnaireReference.Find(reference, request, fhir);
        if (found is null) return Invalid(ProblemCode.UnknownQuestionnaire);
        if (requested is not null && requested.Questionnaire != found.Questionnaire) return Invalid(IssueCode.OtherQuestionnaire);
        var published = version is not null ? found.Questionnaire.Find(version)
            : found.IsPinned ? found.Published
            : requested?.Published ?? found.Published;
        if (published is null || (found.IsPinned && published != found.Published)) return Invalid(ProblemCode.UnknownVersion);
        return requested is { IsPinned: true } && requested.Published != published ? Invalid(IssueCode.OtherQuestionnaire) : published;

        PublishedVersion? Invalid(string code)
        {
            elements.Report(code, place, QuestionnaireElement.Name);
            return null;
        }
    }
}
