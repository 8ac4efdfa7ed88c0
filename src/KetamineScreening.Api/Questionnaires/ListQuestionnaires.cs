using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Lists the questionnaires there are.</summary>
public sealed class ListQuestionnaires : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/questionnaires", Methods.GetAndHead, Handle)
        .WithName(nameof(ListQuestionnaires))
        .WithSummary("List the questionnaires")
        .WithDescription("Which questionnaires there are, each in its current version, with texts in the best language for `Accept-Language`.")
        .WithTags(Tags.Questionnaires)
        .WithMetadata(DocumentedParameter.AcceptLanguage, DocumentedHeader.ContentLanguage)
        .WithProblems(ProblemCode.TooManyRequests);

    /// <summary>The questionnaires.</summary>
    /// <param name="Questionnaires">One entry each, by id.</param>
    public sealed record Response(IReadOnlyList<QuestionnaireEntry> Questionnaires);

    private static Ok<Response> Handle(HttpRequest request, HttpResponse response, [FromServices] QuestionnaireCatalog catalog, [FromServices] ServiceTexts texts)
    {
        var language = texts.Negotiate(request);
        response.Headers.ContentLanguage = language;
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new Response([.. catalog.Instruments.Select(instrument => QuestionnaireEntry.From(instrument.Current, language))]));
    }
}

/// <summary>A questionnaire in the list.</summary>
/// <param name="Id">Id of the instrument.</param>
/// <param name="Version">Its current version.</param>
/// <param name="Title">Title.</param>
/// <param name="Purpose">What it is for, in one sentence.</param>
/// <param name="Perspective">Whom the questions are about: `self` or `other`.</param>
/// <param name="Questions">Number of questions; fewer are asked in most cases.</param>
/// <param name="EstimatedMinutes">How long answering takes, in minutes.</param>
/// <param name="Languages">Languages there are, with the state of each translation.</param>
/// <param name="Validation">State of clinical validation.</param>
public sealed record QuestionnaireEntry(
    string Id,
    string Version,
    string Title,
    string Purpose,
    string Perspective,
    int Questions,
    int EstimatedMinutes,
    IReadOnlyList<LanguageEntry> Languages,
    string Validation)
{
    internal static QuestionnaireEntry From(PublishedVersion published, string language)
    {
        var definition = published.Questionnaire.Definition;
        var wording = published.Wordings.GetValueOrDefault(language) ?? published.Wordings[Language.Source];
        return new(
            definition.Id,
            definition.Version,
            wording.Title,
            wording.Purpose,
            definition.Perspective,
            published.Questionnaire.Items.Length,
            definition.EstimatedMinutes,
            [.. published.Languages.Select(tag => new LanguageEntry(tag, published.Wordings[tag].Review))],
            definition.Validation);
    }
}

/// <summary>A language of a questionnaire.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Review">`source`, `unreviewed`, or `reviewed` once a clinician has signed the translation.</param>
public sealed record LanguageEntry(string Language, string Review);
