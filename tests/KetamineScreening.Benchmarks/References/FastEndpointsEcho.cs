using FastEndpoints;
using FluentValidation;

namespace KetamineScreening.Benchmarks.References;

/// <summary>The echo as an ordinary endpoint of FastEndpoints, with a typed request, a validator and a typed response.</summary>
internal sealed class FastEndpointsEcho(EchoEntries entries) : Endpoint<FastEndpointsRequest, EchoResponse>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Post(Reference.Screenings);
        AllowAnonymous();
        SerializerContext(EchoJson.Default);
    }

    /// <inheritdoc />
    public override Task HandleAsync(FastEndpointsRequest req, CancellationToken ct) => Send.OkAsync(
        new EchoResponse(req.Id, new EchoRequest(req.Answers, req.Contribute, req.Version), entries.Of(req.Id)), ct);
}

/// <summary>The request: its body, and the id of the questionnaire from the path.</summary>
internal sealed class FastEndpointsRequest
{
    /// <summary>Id of the questionnaire.</summary>
    public string Id { get; set; } = "";

    /// <summary>Option codes by item.</summary>
    public Dictionary<string, string> Answers { get; set; } = [];

    /// <summary>Whether the person agrees to be counted.</summary>
    public bool Contribute { get; set; }

    /// <summary>Version of the questionnaire; null for the current one.</summary>
    public string? Version { get; set; }
}

/// <summary>Checks a request as far as the endpoint can without a questionnaire.</summary>
internal sealed class FastEndpointsValidator : Validator<FastEndpointsRequest>
{
    public FastEndpointsValidator()
    {
        RuleFor(request => request.Id).NotEmpty();
        RuleFor(request => request.Answers).NotEmpty();
        RuleForEach(request => request.Answers).Must(answer => answer.Key.Length > 0 && answer.Value.Length > 0);
    }
}
