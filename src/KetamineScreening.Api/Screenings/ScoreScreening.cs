using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Security;
using FastEndpoints;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Screenings;

/// <summary>Scores the answers of one person and explains the result. The service stores nothing about the person.</summary>
internal sealed class ScoreScreening(
    QuestionnaireCatalog catalog,
    HelpDirectory help,
    ContributionIntake contributions,
    CountedOrigins counted,
    AboutOptions about,
    PrecomputedVersions precomputed,
    Problems problems)
    : EndpointWithoutRequest<Results<ExplainedResult, Problem>>
{
    /// <summary>Route pattern of the endpoint.</summary>
    public const string Pattern = "/v1/questionnaires/{id}/screenings";

    /// <inheritdoc />
    public override void Configure()
    {
        Post(Pattern);
        Description(endpoint => endpoint
            .WithSummary("Score a screening")
            .WithDescription("""
                Scores answers and explains the result. Nothing is created, so the answer is never 201, and the answers are
                forgotten once the result is written. With `contribute` true the screening is added to anonymous totals;
                the result is the same either way. Everything that is wrong with a request is listed at once.
                """)
            .WithTags(OperationTag.Screenings)
            .DisableHttpMetrics()
            .WithMetadata(
                DocumentedBody.Of<ScreeningRequest>(),
                DocumentedParameter.Country, DocumentedParameter.AcceptLanguage, DocumentedParameter.IdempotencyKey,
                DocumentedHeader.ContentLanguage, DocumentedHeader.AcceptEncoding)
            .WithProblems(
                ProblemCode.InvalidRequest, ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion, ProblemCode.VersionRetired,
                ProblemCode.BodyTooLarge, ProblemCode.UnsupportedMediaType, ProblemCode.InvalidAnswers, ProblemCode.TooManyRequests));
    }

    /// <inheritdoc />
    public override async Task<Results<ExplainedResult, Problem>> ExecuteAsync(CancellationToken ct)
    {
        var request = HttpContext.Request;
        if (catalog.Find(Route<string>("id")!) is not { } questionnaire) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (!BodyReader.IsJson(request)) return problems.Of(ProblemCode.UnsupportedMediaType);

        var errors = new List<ProblemError>();
        var isAboutAsked = about.IsAskedIn(questionnaire);
        var (fits, body) = await BodyReader.ReadAsync(
            request,
            bytes => FastBody.Read(bytes, questionnaire, isAboutAsked, precomputed)
                ?? ScreeningBody.Read(bytes, questionnaire, isAboutAsked, errors));
        if (!fits) return problems.Of(ProblemCode.BodyTooLarge);

        var country = CountryParameter.Read(request, help, errors);
        var key = IdempotencyKeyHeader.Read(request, errors);
        if (body!.Published is not { } published) return problems.Of(ProblemCode.UnknownVersion);
        if (published.Retirement is { } retirement) return retirement.Refuse(problems, request.PathBase);
        var isMalformed = errors.Count > 0;
        errors.AddRange(body.AnswerProblems.Select(AnswerErrors.From));
        if (isMalformed) return problems.Of(ProblemCode.InvalidRequest, errors);
        if (body.Sheet is not { } sheet) return problems.Of(ProblemCode.InvalidAnswers, errors);

        var result = Scorer.Score(sheet);
        var contribute = body.Contribute && counted.Include(request);
        if (contribute) contributions.Add(result, body.About, HttpContext.Connection.RemoteIpAddress, key);
        var language = Language.Negotiate(request.Headers.AcceptLanguage, published.Languages);
        HttpContext.Response.Headers.ContentLanguage = language;
        HttpContext.Response.Headers.CacheControl = PaddedResult.CacheControl;
        return new ExplainedResult(precomputed[published].Pieces(language), result, help.In(language), country, contribute);
    }
}
