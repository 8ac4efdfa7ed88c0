using KetamineScreening.Api.Fhir.Questionnaires;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Finds the version that the element <c>questionnaire</c> of a response means.</summary>
/// <remarks>
/// It takes the canonical URL, and the address of the resource as <c>Questionnaire/ID</c> or as an absolute address of this service. All of
/// them can have the suffix <c>|VERSION</c>.
/// </remarks>
internal static class QuestionnaireReference
{
    private const string Type = "Questionnaire/";

    /// <summary>Finds the questionnaire.</summary>
    /// <param name="reference">The value of the element.</param>
    /// <param name="request">The request, which tells the address of this service.</param>
    /// <param name="fhir">The services of the FHIR endpoints.</param>
    /// <returns>The questionnaire, null when it is unknown, and the version after the bar, null when there is none.</returns>
    public static (RequestedQuestionnaire? Found, string? Version) Find(string reference, HttpRequest request, FhirServices fhir)
    {
        var (url, version) = reference.Split('|', 2) is [var before, var after] ? (before, after) : (reference, null);
        var canonical = $"{fhir.Canonical.Address}/{Type}";
        if (url.StartsWith(canonical, StringComparison.Ordinal) && fhir.Catalog.Find(url[canonical.Length..]) is { } questionnaire)
        {
            return (new RequestedQuestionnaire(questionnaire, questionnaire.Current, IsPinned: false), version);
        }

        var own = $"{request.Scheme}://{request.Host}{request.PathBase}{FhirGroup.Prefix}/";
        if (url.StartsWith(own, StringComparison.OrdinalIgnoreCase)) url = url[own.Length..];
        if (!url.StartsWith(Type, StringComparison.Ordinal)) return (null, version);
        return (QuestionnaireId.Find(fhir.Catalog, url[Type.Length..]), version);
    }
}
