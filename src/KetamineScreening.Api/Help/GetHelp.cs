using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;

namespace KetamineScreening.Api.Help;

/// <summary>Serves the help directory of a country.</summary>
public sealed class GetHelp : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/help", Methods.GetAndHead, Handle)
        .WithName(nameof(GetHelp))
        .WithSummary("Get help services")
        .WithDescription("Services for one country, or the international ones. Emergency numbers are always there; a service that was not reviewed in time is left out.")
        .WithTags(Tags.Help)
        .WithMetadata(DocumentedParameter.Country, DocumentedParameter.AcceptLanguage, DocumentedHeader.ContentLanguage)
        .Produces<Response>()
        .WithProblems(ProblemCode.InvalidRequest, ProblemCode.TooManyRequests);

    /// <summary>Where help is.</summary>
    /// <param name="Country">The country asked for; left out when none was.</param>
    /// <param name="Emergency">Whom to call in an emergency or a crisis.</param>
    /// <param name="Services">All services but the emergency numbers.</param>
    /// <param name="Countries">Countries that have services of their own here, for somebody to choose from.</param>
    public sealed record Response(string? Country, IReadOnlyList<HelpContact> Emergency, IReadOnlyList<HelpContact> Services, IReadOnlyList<string> Countries);

    private static IResult Handle(HttpContext context, [FromServices] HelpDirectory directory, [FromServices] Problems problems)
    {
        var errors = new List<ProblemError>();
        var country = Country.Read(context.Request, directory, errors);
        if (errors.Count > 0) return problems.Of(ProblemCode.InvalidRequest, errors);

        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, directory.Languages);
        var help = directory.For(country, language);
        context.Response.Headers.ContentLanguage = language;
        context.Response.Headers.Vary = "Accept-Language";
        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new Response(country, help.Emergency, help.Services, directory.Countries));
    }
}
