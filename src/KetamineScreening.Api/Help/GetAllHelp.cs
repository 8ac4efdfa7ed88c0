using FastEndpoints;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Http.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Help;

/// <summary>Serves the whole help directory.</summary>
internal sealed class GetAllHelp(HelpDirectory directory) : EndpointWithoutRequest<Results<StoredBody<GetAllHelp.Response>, NotModified>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/help/all");
        Description(endpoint => endpoint
            .WithSummary("Get the whole help directory")
            .WithDescription(
                "The help of every country in one response, for clients that store it or that keep the country on the device. "
                + "It changes with the day, because a service that was not reviewed in time is left out.")
            .WithTags(OperationTag.Help)
            .WithMetadata(
                DocumentedParameter.AcceptLanguage, DocumentedParameter.IfNoneMatch, DocumentedParameter.AcceptEncoding,
                DocumentedHeader.ContentLanguage, DocumentedHeader.ETag)
            .WithProblems(ProblemCode.TooManyRequests));
    }

    /// <summary>The help of every country.</summary>
    /// <param name="Elsewhere">Help for a country that is not listed, or when the country is unknown.</param>
    /// <param name="Countries">Help for each listed country by its ISO 3166-1 alpha-2 code.</param>
    /// <param name="TimeZones">
    /// IANA time zones by country code, from which a client can guess the country on the device; people have to be able to change it.
    /// </param>
    /// <param name="Calls">The purposes of the contacts to call for an action of a result, by its code, the best first.</param>
    /// <param name="Talk">The purposes of the contacts to talk to about a result, by the perspective of its questionnaire.</param>
    public new sealed record Response(
        HelpForCountry Elsewhere,
        IReadOnlyDictionary<string, HelpForCountry> Countries,
        IReadOnlyDictionary<string, IReadOnlyList<string>> TimeZones,
        IReadOnlyDictionary<string, IReadOnlyList<string>> Calls,
        IReadOnlyDictionary<string, IReadOnlyList<string>> Talk);

    /// <inheritdoc />
    public override Task<Results<StoredBody<Response>, NotModified>> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond());

    private Results<StoredBody<Response>, NotModified> Respond()
    {
        var language = Language.Negotiate(HttpContext.Request.Headers.AcceptLanguage, directory.Languages);
        var document = directory.Document(language);
        var representation = document.Negotiate(HttpContext);
        CacheHeaders.SetShort(HttpContext.Response, language);
        if (NotModified.For(HttpContext, representation.Tag) is { } notModified) return notModified;
        return document.ToJson<Response>(representation);
    }
}
