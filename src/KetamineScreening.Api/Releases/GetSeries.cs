using FastEndpoints;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Questionnaires;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Releases;

/// <summary>Serves the headline figures of all releases of a questionnaire.</summary>
internal sealed class GetSeries(PublishedReleases published, QuestionnaireCatalog catalog, Problems problems)
    : EndpointWithoutRequest<Results<FileContentHttpResult, Problem>>
{
    private const string Csv = "text/csv", Json = "application/json";

    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/series");
        Description(endpoint => endpoint
            .WithSummary("Get the figures of all releases")
            .WithDescription(
                "Numbers of people, shares of bands and flags, and alpha, with their errors, of all releases of one major version of a "
                + "questionnaire, the oldest first; as JSON, or as CSV when `Accept` or `format` asks for it. Synthetic releases are shown "
                + "only while there are no others.")
            .WithTags(OperationTag.Releases)
            .WithMetadata(
                DocumentedParameter.Questionnaire, DocumentedParameter.Major, DocumentedParameter.Format,
                DocumentedParameter.IfNoneMatch, DocumentedHeader.ETag)
            .Produces<SeriesDocument>(StatusCodes.Status200OK, Json, Csv)
            .Produces(StatusCodes.Status304NotModified)
            .WithProblems(
                ProblemCode.InvalidRequest, ProblemCode.UnknownQuestionnaire, ProblemCode.TooManyRequests, ProblemCode.StoreUnavailable));
    }

    /// <inheritdoc />
    public override async Task<Results<FileContentHttpResult, Problem>> ExecuteAsync(CancellationToken ct)
    {
        var request = HttpContext.Request;
        var errors = new List<ProblemError>();
        var questionnaire = ReleaseParameters.Questionnaire(request);
        if (questionnaire is null) errors.Add(ReleaseParameters.Invalid(DocumentedParameter.Questionnaire));
        if (!ReleaseParameters.TryMajor(request, out var major)) errors.Add(ReleaseParameters.Invalid(DocumentedParameter.Major));
        if (FormatOf(request) is not { } format) errors.Add(ReleaseParameters.Invalid(DocumentedParameter.Format));
        else if (errors.Count == 0) return await RespondAsync(questionnaire!, major, format, ct);
        return problems.Of(ProblemCode.InvalidRequest, errors);
    }

    private async Task<Results<FileContentHttpResult, Problem>> RespondAsync(
        string questionnaire, int? major, string format, CancellationToken cancellation)
    {
        if (catalog.Find(questionnaire) is not { } known) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (await published.SeriesAsync(known, major, cancellation) is not { } series) return problems.Of(ProblemCode.StoreUnavailable);
        var served = format == Csv ? series.Csv : series.Json;
        CacheHeaders.SetShort(HttpContext.Response);
        HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return served.ToFile(served.Negotiate(HttpContext));
    }

    // The media type of the response; null when the parameter is neither json nor csv.
    private static string? FormatOf(HttpRequest request)
    {
        if (request.Query.TryGetValue(DocumentedParameter.Format.Name, out var values))
        {
            return values switch { ["csv"] => Csv, ["json"] => Json, _ => null };
        }

        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return Json;
        return accepted.OrderByDescending(type => type.Quality ?? 1)
            .Select(type => type.MediaType.Value)
            .FirstOrDefault(type => type is Csv or Json or "*/*" or "application/*" or "text/*") is Csv or "text/*" ? Csv : Json;
    }
}
