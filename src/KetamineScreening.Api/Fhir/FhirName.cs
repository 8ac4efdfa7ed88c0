namespace KetamineScreening.Api.Fhir;

/// <summary>Names for programs.</summary>
internal static class FhirName
{
    /// <summary><c>KetamineSelfCheck</c> of <c>ketamine-self-check</c>.</summary>
    public static string Of(string id) => string.Concat(id.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
