using System.Text.Json;
using System.Text.Unicode;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Elements;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Reads the body of an operation: a QuestionnaireResponse, alone or in Parameters.</summary>
internal sealed class OperationInput
{
    /// <summary>Size limit of the body, in bytes: three times an indented response to every question with all texts.</summary>
    public const int Limit = 128 * 1024;

    private static readonly TypeDefinition ParameterType = ElementTable.All["Parameters.parameter"];
    private static readonly ElementDefinition ParameterElement = ElementTable.Parameters.Find("parameter")!;
    private static readonly ElementDefinition NameElement = ParameterType.Find("name")!;
    private static readonly ElementDefinition CodeElement = ParameterType.Find("valueCode")!;
    private static readonly ElementDefinition ResourceElement = ParameterType.Find("resource")!;

    // A parameter has one of a value, a resource and parts.
    private static readonly string[] NotValues = ["id", "extension", "modifierExtension", "name"];

    private readonly ElementReader elements;
    private bool hasInput;

    private OperationInput(RequestedQuestionnaire? requested, HttpRequest request, FhirServices fhir, IssueList issues)
    {
        elements = new ElementReader(issues);
        Response = new QuestionnaireResponseReader(requested, request, fhir, elements);
    }

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>The response.</summary>
    public QuestionnaireResponseReader Response { get; }

    /// <summary>The parameter <c>country</c> and its FHIRPath; null when there is none.</summary>
    public (string Code, string Path)? Country { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="format">Format of the body.</param>
    /// <param name="requested">The questionnaire that the URL identifies; null when it identifies none.</param>
    /// <param name="request">The request.</param>
    /// <param name="fhir">The services of the FHIR endpoints.</param>
    /// <param name="issues">Receives all errors and warnings.</param>
    public static OperationInput Read(
        ReadOnlySpan<byte> body,
        ResourceFormat format,
        RequestedQuestionnaire? requested,
        HttpRequest request,
        FhirServices fhir,
        IssueList issues)
    {
        var input = new OperationInput(requested, request, fhir, issues);
        if (format == ResourceFormat.Xml)
        {
            if (FhirXmlReader.ToJson(body) is not { } json)
            {
                issues.Add(new Issue(IssueCode.MalformedXml));
                return input;
            }

            body = json.Span;
        }
        else if (body.StartsWith(ByteOrderMark)) body = body[ByteOrderMark.Length..];

        try
        {
            if (!Utf8.IsValid(body)) throw new JsonException();
            input.ReadRoot(new Utf8JsonReader(body), issues);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // An escaped half of a surrogate pair is an InvalidOperationException.
            // The issues found before the syntax error are dropped: the client has to correct the JSON first.
            issues.Replace(new Issue(ErrorCode.MalformedJson));
            return new OperationInput(requested, request, fhir, issues);
        }

        return input;
    }

    private void ReadRoot(Utf8JsonReader reader, IssueList issues)
    {
        reader.Read();
        var type = reader.TokenType == JsonTokenType.StartObject ? JsonMember.Text(reader, "resourceType"u8) : null;
        if (ElementTable.Resource(type) == ElementTable.QuestionnaireResponse) Response.Read(ref reader, elements.Places.Add(type!));
        else if (ElementTable.Resource(type) == ElementTable.Parameters) ReadParameters(ref reader, elements.Places.Add(type!));
        else
        {
            var code = reader.TokenType == JsonTokenType.StartObject ? IssueCode.MissingElement : ErrorCode.WrongType;
            issues.Add(new Issue(code, Diagnostics: "resourceType: QuestionnaireResponse | Parameters"));
            reader.Skip();
        }

        // Throws when content follows the object.
        reader.Read();
    }

    private void ReadParameters(ref Utf8JsonReader reader, int place)
    {
        var members = new ObjectMembers(ElementTable.Parameters, place);
        while (elements.Next(ref reader, ref members) is { } element)
        {
            if (element != ParameterElement)
            {
                elements.Read(ref reader, element, place);
                continue;
            }

            var list = new ElementList(element, place);
            while (elements.Next(ref reader, ref list)) ReadParameter(ref reader, list.Place);
        }

        if (!hasInput) elements.Report(IssueCode.MissingElement, place, ParameterElement.Name, "name: in");
    }

    private void ReadParameter(ref Utf8JsonReader reader, int place)
    {
        var members = new ObjectMembers(ParameterType, place);
        var issues = elements.Issues;
        var values = 0;
        string? name = null, code = null;
        Utf8JsonReader resource = default;
        while (elements.Next(ref reader, ref members) is { } element)
        {
            if (!NotValues.Contains(element.Name)) values++;
            if (element == NameElement) name = elements.IsValid(ref reader, element, place) ? reader.GetString() : null;
            else if (element == CodeElement) code = elements.IsValid(ref reader, element, place) ? reader.GetString() : null;
            else if (element == ResourceElement)
            {
                // The name, which may follow, decides what it is.
                resource = reader;
                reader.Skip();
            }
            else elements.Read(ref reader, element, place);
        }

        if (values > 1) elements.Report(ErrorCode.WrongType, place);
        else if (name is "in" or "response") ReadInput(resource, place);
        else if (resource.TokenType != JsonTokenType.None) elements.Report(IssueCode.RefusedElement, place, ResourceElement.Name);
        else if (name == ScoreOperation.Country) ReadCountry(code, place, isFaulty: elements.Issues != issues);
        else if (name is not null && !ScoreOperation.Results.Contains(name))
        {
            elements.Report(IssueCode.UnknownElement, place, diagnostics: "name: in | response | country");
        }
    }

    private void ReadInput(Utf8JsonReader resource, int place)
    {
        if (hasInput)
        {
            elements.Report(ErrorCode.DuplicateMember, place);
            return;
        }

        hasInput = true;
        if (resource.TokenType == JsonTokenType.None) elements.Report(IssueCode.MissingElement, place, ResourceElement.Name);
        else if (resource.TokenType == JsonTokenType.StartObject
            && ElementTable.Resource(JsonMember.Text(resource, "resourceType"u8)) == ElementTable.QuestionnaireResponse)
        {
            Response.Read(ref resource, elements.Places.Add(place, ResourceElement.Name));
        }
        else elements.Report(ErrorCode.WrongType, place, ResourceElement.Name, "resourceType: QuestionnaireResponse");
    }

    private void ReadCountry(string? code, int place, bool isFaulty)
    {
        if (isFaulty) return;
        if (Country is not null) elements.Report(ErrorCode.DuplicateMember, place);
        else if (code is null) elements.Report(ErrorCode.WrongType, place, CodeElement.Name);
        else Country = (code, $"{elements.Places.PathOf(place)}.{CodeElement.Name}");
    }
}
