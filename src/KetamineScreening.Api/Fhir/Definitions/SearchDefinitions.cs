using System.Text.Json.Nodes;
using FastEndpoints;
using KetamineScreening.Api.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>Searches the resources of <see cref="DefinitionCatalog"/>, all versions, by canonical URL, version, status or id.</summary>
internal sealed class SearchDefinitions(DefinitionCatalog definitions, FhirTexts texts) : EndpointWithoutRequest<IResult>
{
    private static readonly string[] Criteria = ["url", "version", "status", "_id"];

    /// <inheritdoc />
    public override void Configure()
    {
        Get([.. DefinitionCatalog.Types.Select(type => $"/{type.Name}")]);
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond());

    private IResult Respond()
    {
        var request = HttpContext.Request;
        var type = RequestedType.Of(HttpContext);
        var baseUrl = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, $"{FhirGroup.Prefix}/{type}");
        var wanted = ResourceTexts.Wanted(request);
        var entries = definitions.All.Where(definition => definition.Type == type && Matches(request, definition))
            .Select(definition => new JsonObject
            {
                ["fullUrl"] = $"{baseUrl}/{definition.Id}",
                ["resource"] = definition.Write(definition.Id, Language.Negotiate(wanted, definition.Languages)),
                ["search"] = new JsonObject { ["mode"] = "match" },
            })
            .ToList();
        // Unknown parameters are ignored; the self link lists the parameters used.
        var used = QueryString.Create(request.Query.Where(parameter => Criteria.Contains(parameter.Key)));
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "searchset",
            ["total"] = entries.Count,
            ["link"] = FhirJson.List(new JsonObject { ["relation"] = "self", ["url"] = baseUrl + used }),
        };
        return bundle.PutList("entry", entries).Serve(HttpContext.Response, Language.Negotiate(wanted, texts.Languages));
    }

    private static bool Matches(HttpRequest request, ServedDefinition definition) =>
        Matches(request, "url", definition.Url)
        && Matches(request, "version", definition.Version)
        && Matches(request, "status", definition.Status)
        && Matches(request, "_id", definition.Id, definition.PinnedId);

    // A repeated parameter must match each time; comma-separated values are alternatives.
    private static bool Matches(HttpRequest request, string parameter, params string[] values) =>
        request.Query[parameter].All(wanted => wanted!.Split(',').Any(alternative => values.Contains(alternative)));
}
