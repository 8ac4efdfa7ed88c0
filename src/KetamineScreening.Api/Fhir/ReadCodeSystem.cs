using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>Serves a code system: the options, bands and flags of an instrument, or what issues are about.</summary>
public sealed class ReadCodeSystem : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/CodeSystem/{id}", Methods.GetAndHead, Handle);

    private static IResult Handle(string id, HttpContext context, [FromServices] FhirServices fhir)
    {
        if (id == IssueCodeSystem.Id)
        {
            var language = Language.Negotiate(Texts.Wanted(context.Request), fhir.Service.Languages);
            return IssueCodeSystem.Write(language, fhir.Service, fhir.Canonical).Serve(context.Response, language);
        }

        if (Find(fhir.Catalog, id) is not { } found) return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        var texts = Texts.For(found.Published, context.Request, fhir.Service, fhir.Help, country: null);
        return InstrumentCodes.Write(id, found.Name, found.Published, texts, fhir.Canonical).Serve(context.Response, texts.Own.Language);
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
