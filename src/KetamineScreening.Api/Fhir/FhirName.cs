namespace KetamineScreening.Api.Fhir;

/// <summary>Names for programs.</summary>
internal static class FhirName
{
    /// <summary><c>KetamineSelfCheck</c> of <c>ketamine-self-check</c>.</summary>
    public static string Of(string id) => string.Concat(id.Split('-', '.').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}

/// <summary>Who publishes the resources.</summary>
internal static class Publisher
{
    /// <summary>Name of the project.</summary>
    public const string Name = "KetamineScreening";
}
