using System.Text.Json;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Elements;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Reads the Parameters of an operation: the response and the country. Parameters of a result are checked and not used.</summary>
/// <param name="elements">Checks the structure, and receives the issues.</param>
/// <param name="response">Reads the response.</param>
internal sealed class ParametersReader(ElementReader elements, QuestionnaireResponseReader response)
{
    private static readonly TypeDefinition ParameterType = ElementTable.All["Parameters.parameter"];
    private static readonly ElementDefinition ParameterElement = ElementTable.Parameters.Find("parameter")!;
    private static readonly ElementDefinition NameElement = ParameterType.Find("name")!;
    private static readonly ElementDefinition CodeElement = ParameterType.Find("valueCode")!;
    private static readonly ElementDefinition ResourceElement = ParameterType.Find("resource")!;

    // A parameter has one of a value, a resource and parts.
    private static readonly string[] NotValues = ["id", "extension", "modifierExtension", "name"];

    private bool hasInput;

    /// <summary>The parameter <c>country</c> and its FHIRPath; null when there is none.</summary>
    public (string Code, string Path)? Country { get; private set; }

    /// <summary>Reads the resource.</summary>
    /// <param name="reader">The reader, at the start of the resource.</param>
    /// <param name="place">Place of the resource.</param>
    public void Read(ref Utf8JsonReader reader, int place)
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
        else if (name == ScoreOperation.Country) ReadCountry(code, hasValue: values > 0, place, isFaulty: elements.Issues != issues);
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
            response.Read(ref resource, elements.Places.Add(place, ResourceElement.Name));
        }
        else elements.Report(ErrorCode.WrongType, place, ResourceElement.Name, "resourceType: QuestionnaireResponse");
    }

    private void ReadCountry(string? code, bool hasValue, int place, bool isFaulty)
    {
        if (isFaulty) return;
        if (Country is not null) elements.Report(ErrorCode.DuplicateMember, place);
        else if (code is null) elements.Report(hasValue ? ErrorCode.WrongType : IssueCode.MissingElement, place, CodeElement.Name);
        else Country = (code, $"{elements.Places.PathOf(place)}.{CodeElement.Name}");
    }
}
