using System.Text;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Definitions;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Screenings;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>The same as <see cref="SearchDefinitions"/>, with parameters in a form body, in the query or in both.</summary>
internal sealed class SearchDefinitionsByPost(DefinitionSearch search, OperationOutcomes outcomes) : EndpointWithoutRequest<IResult>
{
    /// <summary>Route patterns below the prefix of the group.</summary>
    public static IReadOnlyList<string> Patterns { get; } =
        [.. DefinitionCatalog.Types.Select(type => $"/{type.Name}{FhirFormat.SearchSuffix}")];

    /// <inheritdoc />
    public override void Configure()
    {
        Post([.. Patterns]);
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override async Task<IResult> ExecuteAsync(CancellationToken ct)
    {
        var request = HttpContext.Request;
        var isEmpty = request.ContentType is null && request.ContentLength is null or 0;
        if (!isEmpty && !IsForm(request))
        {
            return outcomes.Of(StatusCodes.Status415UnsupportedMediaType, new Issue(IssueCode.FormExpected));
        }

        var (fits, form) = await BodyReader.ReadAsync(request, bytes => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes)));
        if (!fits) return outcomes.Of(StatusCodes.Status413PayloadTooLarge, new Issue(ProblemCode.BodyTooLarge));

        // The parameters of the form also choose the format, the language and the content.
        var parameters = request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, values) in form!) parameters[key] = StringValues.Concat(parameters.GetValueOrDefault(key), values);
        request.Query = new QueryCollection(parameters);
        return FhirFormat.Of(request) is null ? FhirFormat.NotAcceptable(HttpContext) : search.Respond(HttpContext);
    }

    private static bool IsForm(HttpRequest request) => BodyReader.IsUtf8(
        request, type => type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase));
}
