using KetamineScreening.Api.Http.Errors;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Serves the StructureDefinitions of the extensions.</summary>
internal sealed class ReadStructureDefinition(CanonicalBase canonical, OperationOutcomes outcomes) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/StructureDefinition/{id}");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond(Route<string>("id")!));

    private IResult Respond(string id)
    {
        var definition = id switch
        {
            ContributeExtension.Id => ContributeExtension.Write(canonical),
            AboutExtension.Id => AboutExtension.Write(canonical),
            _ => null,
        };
        return definition?.Serve(HttpContext.Response) ?? outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
    }
}
