using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Privacy;

/// <summary>Says what is kept and what is not.</summary>
public sealed class GetPrivacy : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGetAndHead("/v1/privacy", Handle)
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

    private static Ok<Response> Handle(HttpRequest request, HttpResponse response, Settings settings, ServiceTexts texts)
    {
        var language = texts.Negotiate(request);
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(Describe(settings, texts[language]));
    }

    internal static Response Describe(Settings settings, ServiceWording wording) => new(
        wording.Privacy,
        new PrivacyPolicy(
            SingleScreeningsStored: false,
            Stratum: "questionnaire major version and calendar quarter (UTC)",
            Blocks: ["options", "score", "bands"],
            settings.MinimumBatch,
            settings.PerNetworkPerDay,
            Releases: false));
}

/// <summary>The policy for programs.</summary>
/// <param name="SingleScreeningsStored">Whether a single screening is ever stored: always false.</param>
/// <param name="Stratum">What totals are kept by.</param>
/// <param name="Blocks">Groups of totals that are kept.</param>
/// <param name="MinimumBatch">Fewest screenings by which totals change at once.</param>
/// <param name="CountedPerNetworkPerDay">Most screenings counted from one network in a day; 0 for no limit.</param>
/// <param name="Releases">Whether totals are published.</param>
public sealed record PrivacyPolicy(
    bool SingleScreeningsStored, string Stratum, IReadOnlyList<string> Blocks, int MinimumBatch, int CountedPerNetworkPerDay, bool Releases);
