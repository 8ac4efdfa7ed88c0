using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;
using KetamineScreening.Api.Questionnaires;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Privacy;

/// <summary>Says what is kept and what is not.</summary>
public sealed class GetPrivacy : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/privacy", Methods.GetAndHead, Handle)
        .WithName(nameof(GetPrivacy))
        .WithSummary("Get the privacy policy in force")
        .WithDescription("What is processed, what is kept and what never is, in plain words and as settings for programs.")
        .WithTags(Tags.Privacy)
        .WithMetadata(DocumentedParameter.AcceptLanguage, DocumentedHeader.ContentLanguage)
        .WithProblems(ProblemCode.TooManyRequests);

    /// <summary>The policy in force.</summary>
    /// <param name="Text">The policy in plain words.</param>
    /// <param name="Policy">The policy for programs.</param>
    public sealed record Response(PrivacyWording Text, PrivacyPolicy Policy);

    private static Ok<Response> Handle(HttpRequest request, HttpResponse response, [FromServices] Settings settings, [FromServices] QuestionnaireCatalog catalog, [FromServices] ServiceTexts texts)
    {
        var language = texts.Negotiate(request);
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(Describe(settings, catalog, texts[language]));
    }

    internal static Response Describe(Settings settings, QuestionnaireCatalog catalog, ServiceWording wording) =>
        new(wording.Privacy, PrivacyPolicy.From(settings, catalog));
}
