using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>What a request wants to see of a questionnaire.</summary>
/// <param name="Country">Country to show help for; null for help anywhere.</param>
/// <param name="Weights">Whether options carry their weights.</param>
internal sealed record Rendering(string? Country, bool Weights)
{
    /// <summary>Name of the parameter for <see cref="Weights"/>.</summary>
    public const string WeightsParameter = "weights";

    /// <summary>Reads the parameters; what is wrong with them is noted.</summary>
    public static Rendering Read(HttpRequest request, HelpDirectory help, List<Issue> issues)
    {
        var errors = new List<ProblemError>();
        var country = KetamineScreening.Api.Help.Country.Read(request, help, errors);
        issues.AddRange(errors.Select(OperationOutcomes.From));
        string? weights = request.Query.TryGetValue(WeightsParameter, out var values) ? values : "true";
        if (weights is not ("true" or "false")) issues.Add(new Issue(IssueCode.InvalidWeights, Location: $"http.{WeightsParameter}"));
        return new Rendering(country, weights != "false");
    }
}
