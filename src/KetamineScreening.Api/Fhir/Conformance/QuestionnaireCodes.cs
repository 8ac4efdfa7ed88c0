using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the options, bands, flags and actions of a questionnaire as CodeSystems.</summary>
internal static class QuestionnaireCodes
{
    /// <summary>Name of the code system of risk bands.</summary>
    public const string Bands = "bands";

    /// <summary>Name of the code system of actions.</summary>
    public const string Actions = "actions";

    /// <summary>Name of the code system of flags.</summary>
    public const string Flags = "flags";

    /// <summary>Id of a code system, for example <c>ketamine-self-check.bands</c>.</summary>
    public static string IdOf(string questionnaire, string name) => $"{questionnaire}.{name}";

    /// <summary>Names of all code systems of a version.</summary>
    public static IEnumerable<string> NamesOf(PublishedVersion published) =>
    [
        .. OptionSet.Of(published.Questionnaire).Select(set => set.Name),
        Bands,
        Flags,
        .. published.Questionnaire.Actions.Length > 0 ? [Actions] : Array.Empty<string>(),
    ];

    /// <summary>Writes a code system.</summary>
    /// <param name="id">Id of the resource.</param>
    /// <param name="name">Name of the code system.</param>
    /// <param name="published">The version of the questionnaire.</param>
    /// <param name="texts">The texts of the version.</param>
    /// <param name="canonical">Composes the canonical URLs.</param>
    public static JsonObject Write(string id, string name, PublishedVersion published, ResourceTexts texts, CanonicalBase canonical)
    {
        var definition = published.Questionnaire.Definition;
        var unversionedId = IdOf(definition.Id, name);
        var resource = CodeSystem.Begin(
            id, texts.Own.Language, canonical.Of("CodeSystem", unversionedId), definition.Version, FhirName.Of(unversionedId));
        resource.PutText("title", texts, text => $"{text.Wording.Title} ({name})");
        resource.Publish(QuestionnaireResource.StatusOf(published), QuestionnaireResource.DateOf(published));
        resource.PutText("description", texts, text => DescriptionOf(name, text.Fhir.CodeSystems));
        resource.PutText("copyright", texts, text => text.Fhir.Copyright);
        var concepts = name switch
        {
            Bands => published.Questionnaire.Bands.Select(band => Labelled(band.Code, texts, text => text.Wording.Bands[band.Code])),
            Flags => definition.Flags.Select(flag => Titled(flag.Code, texts, text => text.Wording.Flags[flag.Code])),
            Actions => definition.Actions.Select(action => Titled(action.Code, texts, text => text.Wording.Actions[action.Code])),
            _ => Options(OptionSet.Of(published.Questionnaire).Single(set => set.Name == name), texts),
        };
        return resource.Complete(concepts);
    }

    private static string DescriptionOf(string name, CodeSystemWording wording) => name switch
    {
        Bands => wording.Bands,
        Flags => wording.Flags,
        Actions => wording.Actions,
        _ => wording.Options,
    };

    private static IEnumerable<JsonObject> Options(OptionSet set, ResourceTexts texts) =>
        set.Options.Select(option => Labelled(option.Code, texts, text => set.Label(text.Wording, option.Code)));

    // Flags of the first published versions have no title.
    private static JsonObject Titled(string code, ResourceTexts texts, Func<LocalTexts, TitledText> text)
    {
        var concept = new JsonObject { ["code"] = code };
        var hasTitle = text(texts.Own).Title is not null;
        if (hasTitle) concept["display"] = text(texts.Own).Title;
        concept.PutText("definition", texts, local => text(local).Text);
        return hasTitle ? PutDesignations(concept, texts, local => text(local).Title!) : concept;
    }

    private static JsonObject Labelled(string code, ResourceTexts texts, Func<LocalTexts, string> label) =>
        PutDesignations(new JsonObject { ["code"] = code, ["display"] = label(texts.Own) }, texts, label);

    private static JsonObject PutDesignations(JsonObject concept, ResourceTexts texts, Func<LocalTexts, string> label) => concept.PutList(
        "designation", texts.Others.Select(other => new JsonObject { ["language"] = other.Language, ["value"] = label(other) }));
}
