using System.Globalization;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Writes one version of a questionnaire as a Questionnaire resource.</summary>
internal sealed class QuestionnaireResource
{
    private const string Sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
    private const string Core = "http://hl7.org/fhir/StructureDefinition/";
    private readonly Questionnaire questionnaire;
    private readonly Definition definition;
    private readonly ResourceTexts texts;
    private readonly bool weights;
    private readonly PublishedVersion published;
    private readonly FhirPath fhirPath;
    private readonly Enablement enablement;
    private readonly Func<ItemDefinition, string> codeSystemOf;
    private readonly Dictionary<string, OptionSet> sets;

    private QuestionnaireResource(PublishedVersion published, ResourceTexts texts, CanonicalBase canonical, bool weights)
    {
        (questionnaire, this.published, this.texts, this.weights) = (published.Questionnaire, published, texts, weights);
        definition = questionnaire.Definition;
        fhirPath = new FhirPath(questionnaire);
        sets = OptionSet.Of(questionnaire).ToDictionary(set => set.Name, StringComparer.Ordinal);
        codeSystemOf = item => canonical.Of("CodeSystem", QuestionnaireCodes.IdOf(definition.Id, OptionSet.NameOf(item)));
        enablement = new Enablement(questionnaire, codeSystemOf);
    }

    /// <summary>Writes the resource.</summary>
    /// <param name="id">Id of the resource, with or without a version suffix.</param>
    /// <param name="published">The version of the questionnaire.</param>
    /// <param name="texts">The texts of the version.</param>
    /// <param name="canonical">Composes the canonical URLs.</param>
    /// <param name="weights">Whether options have their weights; some renderers show weights to the person.</param>
    public static JsonObject Write(string id, PublishedVersion published, ResourceTexts texts, CanonicalBase canonical, bool weights) =>
        new QuestionnaireResource(published, texts, canonical, weights).Build(id, canonical);

    /// <summary>The FHIR status of a version.</summary>
    public static string StatusOf(PublishedVersion published) => published.Retirement is null ? "active" : "retired";

    /// <summary>The FHIR date of a version: the day on which its status became what it is.</summary>
    public static string DateOf(PublishedVersion published) =>
        (published.Retirement?.Since ?? published.PublishedOn).ToString("O", CultureInfo.InvariantCulture);

    private JsonObject Build(string id, CanonicalBase canonical)
    {
        var resource = new JsonObject { ["resourceType"] = "Questionnaire", ["id"] = id };
        resource["meta"] = new JsonObject { ["profile"] = FhirJson.List(SdcProfiles.Questionnaire.Select(url => JsonValue.Create(url))) };
        resource["language"] = texts.Own.Language;
        resource.PutVersionAlgorithm();
        resource["url"] = canonical.Questionnaire(definition.Id);
        resource["version"] = definition.Version;
        resource["name"] = FhirName.Of(definition.Id);
        resource.PutText("title", texts, text => text.Wording.Title);
        resource["status"] = StatusOf(published);
        // In FHIR, "experimental" means for testing only. The texts state that the questionnaire is not validated.
        resource["experimental"] = false;
        resource["date"] = DateOf(published);
        resource["publisher"] = Software.Name;
        resource.PutText("description", texts, text => text.Wording.Purpose);
        resource.PutText("purpose", texts, text => $"{text.Wording.IntendedUse}\n\n{text.Wording.Disclaimer}\n\n{text.Wording.Validation}");
        resource.PutText("copyright", texts, text => text.Fhir.Copyright);
        resource["item"] = FhirJson.List([About(), .. definition.Sections.Select(SectionGroup), Result(), Help()]);
        return resource;
    }

    private JsonObject About() => Group(LinkId.About, text => text.Fhir.AboutTitle,
        Display(LinkId.Disclaimer, text => text.Wording.Disclaimer),
        Display(LinkId.IntendedUse, text => text.Wording.IntendedUse));

    private JsonObject SectionGroup(SectionDefinition section, int index)
    {
        var group = Begin(LinkId.OfSection(section.Id), text => text.Wording.Sections[section.Id].Title);
        enablement.Put(group, questionnaire.Sections[index]);
        var intro = Display(LinkId.OfIntro(section.Id), text => text.Wording.Sections[section.Id].Intro);
        group["item"] = FhirJson.List([intro, .. section.Items.Select(Question)]);
        return group;
    }

    private JsonObject Question(ItemDefinition item)
    {
        var set = sets[OptionSet.NameOf(item)];
        var question = new JsonObject { ["linkId"] = item.Id }.PutText("text", texts, text => text.Wording.Items[item.Id].Text);
        question["type"] = "choice";
        Control(question, "radio-button");
        enablement.Put(question, questionnaire.Items.Single(candidate => candidate.Id == item.Id));
        question["required"] = item.Required;
        question["repeats"] = false;
        question["answerOption"] = FhirJson.List(set.Options.Select(option => AnswerOption(item, set, option)));
        question["item"] = FhirJson.List(Control(Display(LinkId.OfHelp(item.Id), text => text.Wording.Items[item.Id].Help), "help"));
        return question;
    }

    private JsonObject AnswerOption(ItemDefinition item, OptionSet set, OptionDefinition option)
    {
        var node = new JsonObject();
        if (weights && option.Weight is { } weight)
        {
            node.Extend(Core + "ordinalValue", "valueDecimal", weight).Extend(Core + "itemWeight", "valueDecimal", weight);
        }

        node["valueCoding"] = new JsonObject { ["system"] = codeSystemOf(item), ["code"] = option.Code }
            .PutText("display", texts, text => set.Label(text.Wording, option.Code));
        return node;
    }

    private JsonObject Result() => Group(LinkId.Result, text => text.Fhir.ResultTitle,
        Computed(LinkId.Total, "integer", text => text.Fhir.TotalTitle, fhirPath.Total),
        Computed(LinkId.Band, "string", text => text.Fhir.BandTitle, fhirPath.Band(texts.Own.Wording.Bands, texts.Own.Fhir.SeeResult)),
        Display(LinkId.ResultNote, text => text.Fhir.ResultNote));

    private JsonObject Help()
    {
        var contacts = HelpLines.Of(texts.Own).Select((_, index) => Display(LinkId.OfContact(index), text => HelpLines.Of(text)[index]));
        var emergency = texts.Own.Help.EmergencyBlocks
            .Select((_, index) => Display(LinkId.OfEmergency(index), text => HelpLines.Emergency(text)[index]));
        return Group(LinkId.Help, text => text.Fhir.HelpTitle, [.. emergency, .. contacts]);
    }

    private JsonObject Group(string linkId, Func<LocalTexts, string> title, params IEnumerable<JsonNode> items)
    {
        var group = Begin(linkId, title);
        group["item"] = FhirJson.List(items);
        return group;
    }

    private JsonObject Begin(string linkId, Func<LocalTexts, string> title)
    {
        var group = new JsonObject { ["linkId"] = linkId }.PutText("text", texts, title);
        group["type"] = "group";
        return group;
    }

    private JsonObject Display(string linkId, Func<LocalTexts, string> text)
    {
        var display = new JsonObject { ["linkId"] = linkId }.PutText("text", texts, text);
        display["type"] = "display";
        return display;
    }

    private JsonObject Computed(string linkId, string type, Func<LocalTexts, string> title, string expression)
    {
        var item = new JsonObject { ["linkId"] = linkId }.PutText("text", texts, title);
        item["type"] = type;
        item["readOnly"] = true;
        return item.Extend(Sdc + "sdc-questionnaire-calculatedExpression", "valueExpression", FhirJson.Expression(expression));
    }

    private static JsonObject Control(JsonObject item, string code)
    {
        var coding = new JsonObject { ["system"] = "http://hl7.org/fhir/questionnaire-item-control", ["code"] = code };
        var concept = new JsonObject { ["coding"] = FhirJson.List(coding) };
        return item.Extend(Core + "questionnaire-itemControl", "valueCodeableConcept", concept);
    }
}
