using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Help;

/// <summary>Serves the help directory of a country.</summary>
internal sealed class GetHelp(HelpDirectory directory, Problems problems)
    : EndpointWithoutRequest<Results<Ok<GetHelp.Response>, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/help");
        Description(endpoint => endpoint
            .WithSummary("Get help services")
            .WithDescription(
                "Services for one country, or the international ones. "
                + "Emergency numbers are always there; a service that was not reviewed in time is left out.")
            .WithTags(OperationTag.Help)
            .WithMetadata(DocumentedParameter.Country, DocumentedParameter.AcceptLanguage, DocumentedHeader.ContentLanguage)
            .WithProblems(ProblemCode.InvalidRequest, ProblemCode.TooManyRequests));
    }

    /// <summary>Where help is.</summary>
    /// <param name="Country">The country asked for; left out when none was.</param>
    /// <param name="Emergency">Whom to call in an emergency or a crisis.</param>
    /// <param name="Services">All services but the emergency numbers, by purpose: crisis services first.</param>
    /// <param name="EmergencyBlocks">What to do in an emergency, with the numbers to call.</param>
    /// <param name="Countries">Countries that have services of their own here, for somebody to choose from.</param>
    public new sealed record Response(
        string? Country,
        IReadOnlyList<HelpContact> Emergency,
        IReadOnlyList<HelpContact> Services,
        IReadOnlyList<EmergencyBlock> EmergencyBlocks,
        IReadOnlyList<string> Countries);

    /// <inheritdoc />
    public override Task<Results<Ok<Response>, Problem>> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond());

    private Results<Ok<Response>, Problem> Respond()
    {
        var errors = new List<ProblemError>();
        var country = CountryParameter.Read(HttpContext.Request, directory, errors);
        if (errors.Count > 0) return problems.Of(ProblemCode.InvalidRequest, errors);

        var language = Language.Negotiate(HttpContext.Request.Headers.AcceptLanguage, directory.Languages);
        var help = directory.For(country, language);
        CacheHeaders.SetShort(HttpContext.Response, language);
        return TypedResults.Ok(new Response(country, help.Emergency, help.Services, help.EmergencyBlocks, directory.Countries));
    }
}
