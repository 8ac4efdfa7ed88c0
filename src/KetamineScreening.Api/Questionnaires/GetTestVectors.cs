using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves the test vectors of a version: sets of answers with the results that every scorer must compute.</summary>
internal sealed class GetTestVectors(QuestionnaireCatalog catalog, Problems problems)
    : EndpointWithoutRequest<Results<StoredBody<TestVectors>, NotModified, Problem>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/questionnaires/{id}/{version}/test-vectors");
        Description(endpoint => endpoint
            .WithSummary("Get test vectors of a version")
            .WithDescription(
                "Answers with the results they must give, for whoever scores outside this service, "
                + "for example in a browser without a connection.")
            .WithTags(OperationTag.Questionnaires)
            .WithMetadata(
                DocumentedParameter.IfNoneMatch,
                DocumentedHeader.ETag, DocumentedHeader.Link, DocumentedHeader.Deprecation)
            .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion, ProblemCode.TooManyRequests));
    }

    /// <inheritdoc />
    public override Task<Results<StoredBody<TestVectors>, NotModified, Problem>> ExecuteAsync(CancellationToken ct) =>
        Task.FromResult(Respond());

    private Results<StoredBody<TestVectors>, NotModified, Problem> Respond()
    {
        if (catalog.Find(Route<string>("id")!) is not { } questionnaire) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (questionnaire.Find(Route<string>("version")!) is not { } published) return problems.Of(ProblemCode.UnknownVersion);

        var body = published.TestVectors;
        var representation = body.Negotiate(HttpContext);
        VersionHeaders.Set(HttpContext.Response, published);
        if (NotModified.For(HttpContext, representation.Tag) is { } notModified) return notModified;
        return body.ToJson<TestVectors>(representation);
    }
}
