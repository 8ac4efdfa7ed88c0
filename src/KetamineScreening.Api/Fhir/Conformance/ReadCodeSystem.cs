using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Serves a code system: the options, bands and flags of an instrument, or what issues are about.</summary>
internal sealed class ReadCodeSystem(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/CodeSystem/{id}");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Answer(Route<string>("id")!));

    private IResult Answer(string id)
    {
        if (id == IssueCodeSystem.Id)
        {
            var language = Language.Negotiate(Texts.Wanted(HttpContext.Request), fhir.Wordings.Languages);
            return IssueCodeSystem.Write(language, fhir.Wordings, fhir.Canonical).Serve(HttpContext.Response, language);
        }

        if (Find(fhir.Catalog, id) is not { } found) return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        var texts = Texts.For(found.Published, HttpContext.Request, fhir.Wordings, fhir.Help, country: null);
        return InstrumentCodes.Write(id, found.Name, found.Published, texts, fhir.Canonical).Serve(HttpContext.Response, texts.Own.Language);
    }

    // As with questionnaires: of the newest version that has it, or of the one that the id ends with.
    private static (PublishedVersion Published, string Name)? Find(QuestionnaireCatalog catalog, string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || catalog.Find(id[..dot]) is not { } instrument) return null;
        foreach (var published in instrument.Versions.Reverse())
        {
            foreach (var name in InstrumentCodes.NamesOf(published))
            {
                if (id == InstrumentCodes.IdOf(instrument.Id, name) || id == $"{InstrumentCodes.IdOf(instrument.Id, name)}-{published.Version}") return (published, name);
            }
        }

        return null;
    }
}
