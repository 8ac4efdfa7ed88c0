using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>The query parameters that control the content of a Questionnaire resource.</summary>
/// <param name="Country">Country of the help contacts; null for the international services.</param>
/// <param name="Weights">Whether options have their weights.</param>
internal sealed record Rendering(string? Country, bool Weights)
{
    /// <summary>Name of the query parameter for <see cref="Weights"/>.</summary>
    public const string WeightsParameter = "weights";

    /// <summary>With weights, and with the international help services.</summary>
    public static Rendering Default { get; } = new(Country: null, Weights: true);

    /// <summary>Reads the parameters. Invalid values are added to <paramref name="issues"/>.</summary>
    public static Rendering Read(HttpRequest request, HelpDirectory help, List<Issue> issues)
    {
        var errors = new List<ProblemError>();
        var country = KetamineScreening.Api.Help.CountryParameter.Read(request, help, errors);
        issues.AddRange(errors.Select(OperationOutcomes.From));
        string? weights = request.Query.TryGetValue(WeightsParameter, out var values) ? values : "true";
        if (weights is not ("true" or "false")) issues.Add(new Issue(IssueCode.InvalidWeights, Location: $"http.{WeightsParameter}"));
        return new Rendering(country, weights != "false");
    }
}
