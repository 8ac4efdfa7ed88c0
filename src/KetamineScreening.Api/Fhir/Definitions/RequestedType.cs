namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>Reads the resource type from the route of an endpoint that serves several types.</summary>
internal static class RequestedType
{
    /// <summary>The resource type: the first segment below the prefix of the route pattern, because paths ignore case.</summary>
    public static string Of(HttpContext context)
    {
        var pattern = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText!;
        return pattern[FhirGroup.Prefix.Length..].Trim('/').Split('/')[0];
    }
}
