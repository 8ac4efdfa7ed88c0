using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Writes when an item is enabled: as <c>enableWhen</c> if one of some answers suffices, else as a FHIRPath expression.</summary>
/// <remarks>
/// A renderer may keep the answer of an item that is not enabled any more, so a condition also requires that the items it looks at
/// are enabled. It leaves out only what the group of the item requires, because the items of a group that is not enabled are not
/// enabled either. <c>enableBehavior</c> is never <c>all</c>: Medplum takes all conditions on items without an answer for true.
/// </remarks>
internal sealed class Enablement(Questionnaire questionnaire, Func<ItemDefinition, string> codeSystemOf)
{
    private const string ExpressionExtension =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";

    private readonly Prerequisites prerequisites = new(questionnaire);
    private readonly IReadOnlyList<ItemDefinition> definitions =
        [.. questionnaire.Definition.Sections.SelectMany(section => section.Items)];

    /// <summary>Adds to the group of a section when any of its items is asked.</summary>
    public void Put(JsonObject group, Section section) => Put(group, prerequisites.Of(section));

    /// <summary>Adds to an item when it is asked.</summary>
    public void Put(JsonObject question, Item item)
    {
        var group = prerequisites.Of(questionnaire.Sections[item.Section]);
        Put(question, [.. prerequisites.Of(item.AskedWhen).Select(alternative => alternative.Without(group))]);
    }

    private void Put(JsonObject node, IReadOnlyList<Alternative> alternatives)
    {
        if (alternatives.Any(alternative => alternative.Answers.IsEmpty)) return;
        if (!alternatives.All(alternative => alternative.RequiresOneAnswer))
        {
            node.Extend(ExpressionExtension, "valueExpression", FhirJson.Expression(Expression(alternatives)));
            return;
        }

        var conditions = FhirJson.List(alternatives
            .SelectMany(alternative => alternative.Answers)
            .SelectMany(answer => Codes(answer.Key, answer.Value), (answer, code) => IsAnswered(definitions[answer.Key], code)));
        node["enableWhen"] = conditions;
        if (conditions.Count > 1) node["enableBehavior"] = "any";
    }

    private JsonObject IsAnswered(ItemDefinition item, string code) => new()
    {
        ["question"] = item.Id,
        ["operator"] = "=",
        ["answerCoding"] = new JsonObject { ["system"] = codeSystemOf(item), ["code"] = code },
    };

    private string Expression(IReadOnlyList<Alternative> alternatives) =>
        AnswerText.HoldsAny(alternatives.Select(alternative =>
            AnswerText.HoldsAll(alternative.Answers.Select(answer => Expression(answer.Key, answer.Value)))));

    // Only the group of the item is searched, because a renderer evaluates all expressions after each answer.
    private string Expression(int index, ulong accepted)
    {
        var item = questionnaire.Items[index];
        var acceptsNone = (accepted & Alternative.NoAnswer) != 0;
        var codes = Codes(index, acceptsNone ? ~accepted : accepted).Select(code => $"code='{code}'");
        return $"%resource.item.where(linkId='{LinkId.OfSection(questionnaire.Sections[item.Section].Id)}')"
            + $".item.where(linkId='{item.Id}').answer.value.where({string.Join(" or ", codes)}).{(acceptsNone ? "empty" : "exists")}()";
    }

    private IEnumerable<string> Codes(int item, ulong options) =>
        questionnaire.Items[item].Options.Where(option => (options >> option.Index & 1) == 1).Select(option => option.Code);
}
