using KetamineScreening.Api.Http.Errors;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Serves the StructureDefinition of the extension <c>contribute</c>.</summary>
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
        if (id != ContributeExtension.Id) return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        return ContributeExtension.Write(canonical).Serve(HttpContext.Response);
    }
}
