using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.OpenApi;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;

namespace KetamineScreening.Api.Http;

/// <summary>The table of contents: every endpoint there is.</summary>
public static class Endpoints
{
    /// <summary>Puts every endpoint at its address.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        ListQuestionnaires.Map(routes);
        GetQuestionnaire.Map(routes);
        GetQuestionnaireVersion.Map(routes);
        GetTestVectors.Map(routes);
        GetRedcapDictionary.Map(routes);

        ScoreScreening.Map(routes);

        ListReleases.Map(routes);
        GetLatestRelease.Map(routes);
        GetRelease.Map(routes);
        GetReleaseFile.Map(routes);

        GetHelp.Map(routes);
        GetPrivacy.Map(routes);

        var fhir = routes.MapFhir();
        GetCapabilityStatement.Map(fhir);
        SearchQuestionnaires.Map(fhir);
        ReadQuestionnaire.Map(fhir);
        ProcessResponse.Map(fhir);
        ScoreResponse.Map(fhir);
        ReadCodeSystem.Map(fhir);
        ReadOperationDefinition.Map(fhir);
        ReadStructureDefinition.Map(fhir);

        GetLiveness.Map(routes);
        GetReadiness.Map(routes);
    }
}

/// <summary>An endpoint: one class, one file, with route, request, response and handler in that order.</summary>
public interface IEndpoint
{
    /// <summary>Puts the endpoint at its address.</summary>
    static abstract void Map(IEndpointRouteBuilder routes);
}

/// <summary>The groups that the description of the API is ordered by.</summary>
public static class Tags
{
    /// <summary>What is asked.</summary>
    public const string Questionnaires = "Questionnaires";

    /// <summary>Answers in, explained result out.</summary>
    public const string Screenings = "Screenings";

    /// <summary>Where help is.</summary>
    public const string Help = "Help";

    /// <summary>Anonymous totals to analyse.</summary>
    public const string Releases = "Releases";

    /// <summary>What is kept.</summary>
    public const string Privacy = "Privacy";

    /// <summary>For operators.</summary>
    public const string Health = "Health";
}

/// <summary>Methods that an endpoint takes.</summary>
public static class Methods
{
    /// <summary>GET, and HEAD with it, which routing would answer with 405 otherwise.</summary>
    public static string[] GetAndHead { get; } = [HttpMethods.Get, HttpMethods.Head];
}

/// <summary>What every endpoint needs when it is put at its address.</summary>
public static class EndpointConventions
{
    /// <summary>Answers any method but POST with 405, where routing would otherwise try an endpoint that has a parameter at this place.</summary>
    public static IEndpointRouteBuilder RefuseAllButPost(this IEndpointRouteBuilder routes, string pattern)
    {
        routes.Map(pattern, RefuseAllButPost).ExcludeFromDescription();
        return routes;
    }

    /// <summary>Says which problems the endpoint can answer with.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder builder, params IReadOnlyList<string> codes)
    {
        foreach (var status in codes.Append(ProblemCode.InternalError).Select(code => ProblemCode.Statuses[code]).Distinct())
        {
            builder.Produces<ProblemDocument>(status, Problems.ContentType);
        }

        if (codes.Contains(ProblemCode.TooManyRequests)) builder.WithMetadata(DocumentedHeader.RetryAfter, DocumentedHeader.RateLimitPolicy, DocumentedHeader.RateLimit);
        return builder.WithMetadata(new ProblemCodes([.. codes, ProblemCode.InternalError]));
    }

    private static Task RefuseAllButPost(HttpContext context)
    {
        // Routing sends a POST here too, when its body is not of the type that the endpoint takes.
        var isPost = HttpMethods.IsPost(context.Request.Method);
        if (!isPost) context.Response.Headers.Allow = HttpMethods.Post;
        context.Response.StatusCode = isPost ? StatusCodes.Status415UnsupportedMediaType : StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }
}

/// <summary>The problems an endpoint can answer with.</summary>
/// <param name="Codes">Their codes.</param>
public sealed record ProblemCodes(IReadOnlyList<string> Codes);
