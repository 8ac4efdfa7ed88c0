using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Screenings;

/// <summary>Scores the answers of one person and explains the result. Nothing about the person is kept.</summary>
public sealed class ScoreScreening : IEndpoint
{
    private const string Address = "/v1/questionnaires/{id}/screenings";

    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .RefuseAllButPost(Address)
        .MapPost(Address, Handle)
        .WithName(nameof(ScoreScreening))
        .WithSummary("Score a screening")
        .WithDescription("""
            Scores answers and explains the result. Nothing is created, so the answer is never 201, and the answers are
            forgotten once the result is written. With `contribute` true the screening is added to anonymous totals;
            the result is the same either way. Everything that is wrong with a request is listed at once.
            """)
        .WithTags(Tags.Screenings)
        .WithMetadata(
            DocumentedParameter.Country, DocumentedParameter.AcceptLanguage, DocumentedParameter.IdempotencyKey,
            DocumentedHeader.ContentLanguage)
        .Accepts<ScreeningRequest>("application/json")
        .Produces<ScreeningResponse>()
        .WithProblems(
            ProblemCode.InvalidRequest, ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion,
            ProblemCode.BodyTooLarge, ProblemCode.UnsupportedMediaType, ProblemCode.InvalidAnswers, ProblemCode.TooManyRequests);

    private static async Task<IResult> Handle(
        string id, HttpContext context, [FromServices] QuestionnaireCatalog catalog, [FromServices] HelpDirectory help, [FromServices] Contributions contributions, [FromServices] Problems problems)
    {
        if (catalog.Find(id) is not { } instrument) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (!BodyReader.IsJson(context.Request)) return problems.Of(ProblemCode.UnsupportedMediaType);

        var errors = new List<ProblemError>();
        var (fits, body) = await BodyReader.ReadAsync(context.Request, bytes => FastBody.Read(bytes, instrument) ?? ScreeningBody.Read(bytes, instrument, errors));
        if (!fits) return problems.Of(ProblemCode.BodyTooLarge);

        var country = Country.Read(context.Request, help, errors);
        var key = IdempotencyKey.Read(context.Request, errors);
        if (body!.Published is not { } published) return problems.Of(ProblemCode.UnknownVersion);
        var isMalformed = errors.Count > 0;
        errors.AddRange(body.AnswerProblems.Select(AnswerErrors.From));
        if (isMalformed) return problems.Of(ProblemCode.InvalidRequest, errors);
        if (body.Sheet is not { } sheet) return problems.Of(ProblemCode.InvalidAnswers, errors);

        var result = Scorer.Score(sheet);
        var contribution = body.Contribute
            ? contributions.Offer(result, Network.Of(context), key)
            : ContributionOutcome.Declined;
        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, published.Languages);
        context.Response.Headers.ContentLanguage = language;
        context.Response.Headers.CacheControl = PaddedResult.CacheControl;
        return FastResult.Of(published, result, language, help.For(country, language), contribution);
    }
}
