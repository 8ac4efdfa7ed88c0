using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Serves a CodeSystem: options, bands, flags or actions of a questionnaire, or the codes of issues.</summary>
internal sealed class ReadCodeSystem(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/CodeSystem/{id}");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond(Route<string>("id")!));

    private IResult Respond(string id)
    {
        if (id == IssueCodeSystem.Id)
        {
            var language = Language.Negotiate(ResourceTexts.Wanted(HttpContext.Request), fhir.Wordings.Languages);
            return IssueCodeSystem.Write(language, fhir.Wordings, fhir.Canonical).Serve(HttpContext.Response, language);
        }

        if (Find(fhir.Catalog, id) is not { } found)
        {
            return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        }

        var texts = ResourceTexts.For(found.Published, HttpContext.Request, fhir.Wordings, fhir.Help, country: null);
        return QuestionnaireCodes.Write(id, found.Name, found.Published, texts, fhir.Canonical)
            .Serve(HttpContext.Response, texts.Own.Language);
    }

    // An id without a version means the newest version that has the code system; an id can also end with a version.
    private static (PublishedVersion Published, string Name)? Find(QuestionnaireCatalog catalog, string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || catalog.Find(id[..dot]) is not { } questionnaire) return null;
        foreach (var published in questionnaire.Versions.Reverse())
        {
            foreach (var name in QuestionnaireCodes.NamesOf(published))
            {
                var unversionedId = QuestionnaireCodes.IdOf(questionnaire.Id, name);
                if (id == unversionedId || id == $"{unversionedId}-{published.Version}") return (published, name);
            }
        }

        return null;
    }
}
