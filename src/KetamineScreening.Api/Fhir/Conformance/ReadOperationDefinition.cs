using KetamineScreening.Api.Http.Errors;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Serves the OperationDefinition of <c>$score</c>.</summary>
internal sealed class ReadOperationDefinition(CanonicalBase canonical, OperationOutcomes outcomes) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/OperationDefinition/{id}");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond(Route<string>("id")!));

    private IResult Respond(string id)
    {
        if (id != ScoreOperation.Id) return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        return ScoreOperation.Write(canonical).Serve(HttpContext.Response);
    }
}
