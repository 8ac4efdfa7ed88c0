using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Security;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Periods;
using KetamineScreening.Domain.Aggregates.Noise;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Questionnaires;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Privacy;

/// <summary>Serves the privacy policy in force.</summary>
internal sealed class GetPrivacy(
    ContributionOptions contributions,
    CountedOrigins counted,
    PeriodOptions periods,
    AboutOptions about,
    NoisePolicy noise,
    QuestionnaireCatalog catalog,
    PrivacyTexts texts)
    : EndpointWithoutRequest<Ok<GetPrivacy.Response>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/privacy");
        Description(endpoint => endpoint
            .WithSummary("Get the privacy policy in force")
            .WithDescription("What is processed, what is kept and what never is, in plain words and as settings for programs.")
            .WithTags(OperationTag.Privacy)
            .WithMetadata(DocumentedParameter.AcceptLanguage, DocumentedHeader.ContentLanguage)
            .WithProblems(ProblemCode.TooManyRequests));
    }

    /// <summary>The policy in force.</summary>
    /// <param name="Text">The policy in plain words.</param>
    /// <param name="Policy">The policy for programs.</param>
    public new sealed record Response(PrivacyWording Text, PrivacyPolicy Policy);

    /// <inheritdoc />
    public override Task<Ok<Response>> ExecuteAsync(CancellationToken ct)
    {
        var language = texts.Negotiate(HttpContext.Request);
        CacheHeaders.SetShort(HttpContext.Response, language);
        var policy = PrivacyPolicy.From(contributions, counted, periods, about, noise, catalog);
        return Task.FromResult(TypedResults.Ok(new Response(texts[language].Policy, policy)));
    }
}
