namespace KetamineScreening.Api.Fhir;

/// <summary>Computer-friendly names, as FHIR requires for the element <c>name</c>.</summary>
internal static class FhirName
{
    /// <summary>Converts an id to Pascal case: <c>ketamine-self-check</c> becomes <c>KetamineSelfCheck</c>.</summary>
    public static string Of(string id) => string.Concat(id.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
