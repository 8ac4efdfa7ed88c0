using FastEndpoints;
using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Definitions;
using KetamineScreening.Api.Fhir.Results;
using KetamineScreening.Api.Fhir.Search;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KetamineScreening.Api;

/// <summary>The table of contents: every endpoint of the API.</summary>
internal static class Endpoints
{
    /// <summary>The endpoint classes. The OpenAPI document lists operations in this order.</summary>
    public static List<Type> All { get; } =
    [
        typeof(ListQuestionnaires),
        typeof(GetQuestionnaire),
        typeof(GetQuestionnaireVersion),
        typeof(GetTestVectors),
        typeof(GetRedcapDictionary),

        typeof(ScoreScreening),

        typeof(ListReleases),
        typeof(GetLatestRelease),
        typeof(GetRelease),
        typeof(GetReleaseFile),
        typeof(GetSeries),

        typeof(GetHelp),
        typeof(GetAllHelp),
        typeof(ListLearningTexts),
        typeof(GetLearningText),
        typeof(GetPrivacy),
        typeof(GetTexts),

        typeof(GetCapabilityStatement),
        typeof(SearchDefinitions),
        typeof(SearchDefinitionsByPost),
        typeof(ReadDefinition),
        typeof(ProcessResponse),
        typeof(ScoreQuestionnaireResponse),
        typeof(GetPackage),

        typeof(GetLiveness),
        typeof(GetReadiness),
    ];

    // Routing would otherwise match a GET at these addresses with an endpoint that has a parameter in the last segment.
    private static readonly string[] PostOnly =
    [
        ScoreScreening.Pattern,
        FhirGroup.Prefix + ProcessResponse.TypePattern,
        FhirGroup.Prefix + ProcessResponse.InstancePattern,
        FhirGroup.Prefix + ScoreQuestionnaireResponse.Pattern,
        .. SearchDefinitionsByPost.Patterns.Select(pattern => FhirGroup.Prefix + pattern),
    ];

    /// <summary>Registers the endpoints.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddFastEndpoints(All);
        // No endpoint uses the accessor that FastEndpoints registers, and it allocates 470 bytes a request.
        services.RemoveAll<IHttpContextAccessor>();
    }

    /// <summary>Maps the endpoints to their addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        FastEndpointsConventions.Map(routes);
        foreach (var pattern in PostOnly) routes.MapPostOnly(pattern);
    }
}
