using System.Text.Json.Nodes;
using Firely.Fhir.Validation;
using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Terminology;

namespace KetamineScreening.Fhir.Tests.Checks;

/// <summary>
/// Finds faults in a body: by the strict parser, by the validator against base R4 and profiles, and by own checks of rules that
/// neither knows.
/// </summary>
internal sealed class Checker
{
    // The terminology of media types and languages is not at hand: own checks know it. The subject of a response is left out on purpose.
    private static readonly string[] Expected = ["'urn:ietf:bcp:13'", "'urn:ietf:bcp:47'", "sdcqr-1"];

    // The validator is not safe for concurrent use.
    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyList<string>> known = [];
    private readonly Validator validator;
    private readonly OwnChecks ownChecks;

    /// <summary>Creates a checker.</summary>
    /// <param name="served">The code systems and extensions that the service serves.</param>
    public Checker(IReadOnlyList<Resource> served)
    {
        var definitions = Definitions.With(served);
        validator = new Validator(definitions, new LocalTerminologyService(definitions), null, null);
        ownChecks = new OwnChecks(served.OfType<CodeSystem>(), definitions);
    }

    /// <summary>All faults of a body. A body that was checked before is not checked again.</summary>
    /// <param name="json">The body.</param>
    /// <param name="profiles">Canonical URLs of profiles beyond those that the resource claims.</param>
    public IReadOnlyList<string> Faults(string json, params IReadOnlyList<string> profiles)
    {
        lock (gate)
        {
            var key = string.Join('\n', [json, .. profiles]);
            if (known.TryGetValue(key, out var faults)) return faults;
            return known[key] = Find(json, profiles);
        }
    }

    private IReadOnlyList<string> Find(string json, IReadOnlyList<string> profiles)
    {
        var (resource, faults) = FhirText.Parse(json);
        // The validator sees what the parser made of a faulty text.
        if (faults.Count > 0 || resource is null) return faults;
        var found = new List<string>(ownChecks.Faults(JsonNode.Parse(json)!));
        foreach (var profile in profiles.Prepend(null))
        {
            found.AddRange(validator.Validate(resource, profile).Issue
                .Where(issue => issue.Severity is not OperationOutcome.IssueSeverity.Information)
                .Select(issue => $"validator: {issue.Severity} {issue.Details?.Text} at {issue.Expression.FirstOrDefault()}")
                .Where(issue => !Expected.Any(text => issue.Contains(text, StringComparison.Ordinal))));
        }

        return found;
    }
}
