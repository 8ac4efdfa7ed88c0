using System.Text.Json;
using System.Text.Unicode;
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

    // Checking takes time for each element. An indented response to every question with all texts has 1,920 separators.
    private const int MostSeparators = 12_000;

    private readonly ElementReader elements;
    private readonly ParametersReader parameters;

    private OperationInput(RequestedQuestionnaire? requested, HttpRequest request, FhirServices fhir, IssueList issues)
    {
        elements = new ElementReader(issues);
        Response = new QuestionnaireResponseReader(requested, request, fhir, elements);
        parameters = new ParametersReader(elements, Response);
    }

    /// <summary>The response.</summary>
    public QuestionnaireResponseReader Response { get; }

    /// <summary>The parameter <c>country</c> and its FHIRPath; null when there is none.</summary>
    public (string Code, string Path)? Country => parameters.Country;

    /// <summary>Whether a body has more elements than any response, counted by their separators in JSON and XML.</summary>
    public static bool HasTooManyElements(ReadOnlySpan<byte> body) =>
        body.Count((byte)',') + body.Count((byte)':') + body.Count((byte)'{') + body.Count((byte)'<') > MostSeparators;

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
        else if (ElementTable.Resource(type) == ElementTable.Parameters) parameters.Read(ref reader, elements.Places.Add(type!));
        else
        {
            var code = reader.TokenType == JsonTokenType.StartObject ? IssueCode.MissingElement : ErrorCode.WrongType;
            issues.Add(new Issue(code, Diagnostics: "resourceType: QuestionnaireResponse | Parameters"));
            reader.Skip();
        }

        // Throws when content follows the object.
        reader.Read();
    }
}
