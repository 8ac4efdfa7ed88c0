using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>Writes a result straight into the buffer that is sent: the same bytes as <see cref="PaddedResult"/>, without the objects.</summary>
internal sealed class FastResult : IResult
{
    private readonly ResultPieces pieces;
    private readonly ScreeningResult result;
    private readonly HelpForCountry help;
    private readonly ContributionOutcome contribution;

    private FastResult(ResultPieces pieces, ScreeningResult result, HelpForCountry help, ContributionOutcome contribution) =>
        (this.pieces, this.result, this.help, this.contribution) = (pieces, result, help, contribution);

    /// <summary>The outcome of a screening; by way of objects when it might not fit into the one buffer.</summary>
    public static IResult Of(PublishedVersion published, ScreeningResult result, string language, HelpForCountry help, ContributionOutcome contribution)
    {
        var known = published.Pieces(language);
        return known.Fits(result, help, PaddedResult.Block)
            ? new FastResult(known, result, help, contribution)
            : new PaddedResult(ScreeningResponse.From(result, published.Wordings[language], help, contribution));
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = PaddedResult.JsonType;
        response.ContentLength = PaddedResult.Block;
        // Once it has begun the server hands out the buffer that it sends; before, one that it copies from.
        await response.StartAsync(context.RequestAborted);
        var body = response.BodyWriter.GetSpan(PaddedResult.Block)[..PaddedResult.Block];
        body[pieces.Write(body, result, help, contribution)..].Fill((byte)' ');
        response.BodyWriter.Advance(PaddedResult.Block);
    }
}
