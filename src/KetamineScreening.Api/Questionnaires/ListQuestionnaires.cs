using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using FastEndpoints;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Lists the questionnaires, each in its current version.</summary>
internal sealed class ListQuestionnaires(QuestionnaireCatalog catalog, ServiceTexts texts)
    : EndpointWithoutRequest<Ok<ListQuestionnaires.Response>>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/v1/questionnaires");
        Description(endpoint => endpoint
            .WithSummary("List the questionnaires")
            .WithDescription(
                "Which questionnaires there are, each in its current version, with texts in the best language for `Accept-Language`.")
            .WithTags(OperationTag.Questionnaires)
            .WithMetadata(DocumentedParameter.AcceptLanguage, DocumentedHeader.ContentLanguage)
            .WithProblems(ProblemCode.TooManyRequests));
    }

    /// <summary>The questionnaires.</summary>
    /// <param name="Questionnaires">One entry each, by id.</param>
    public new sealed record Response(IReadOnlyList<QuestionnaireEntry> Questionnaires);

    /// <inheritdoc />
    public override Task<Ok<Response>> ExecuteAsync(CancellationToken ct)
    {
        var language = texts.Negotiate(HttpContext.Request);
        CacheHeaders.SetShort(HttpContext.Response, language);
        var entries = catalog.Questionnaires.Select(questionnaire => QuestionnaireEntry.From(questionnaire.Current, language));
        return Task.FromResult(TypedResults.Ok(new Response([.. entries])));
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
internal sealed record QuestionnaireEntry(
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
internal sealed record LanguageEntry(string Language, string Review);
