using System.Text.Json.Nodes;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Writes the condition of an item as <c>enableWhen</c> if possible, else as a FHIRPath expression.</summary>
internal sealed class Enablement(Questionnaire questionnaire, FhirPath fhirPath, Func<ItemDefinition, string> codeSystemOf)
{
    private const string ExpressionExtension =
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";

    private readonly Dictionary<string, ItemDefinition> items =
        questionnaire.Definition.Sections.SelectMany(section => section.Items).ToDictionary(item => item.Id, StringComparer.Ordinal);

    /// <summary>Adds a condition to an item; null means that the item is always enabled.</summary>
    public void Put(JsonObject item, ConditionDocument? condition)
    {
        if (condition is null) return;
        if (Flat(condition) is not { } flat)
        {
            item.Extend(ExpressionExtension, "valueExpression", FhirJson.Expression(fhirPath.Of(condition)));
            return;
        }

        item["enableWhen"] = FhirJson.List(flat.Answers.Select(answer => new JsonObject
        {
            ["question"] = answer.Item,
            ["operator"] = "=",
            ["answerCoding"] = new JsonObject { ["system"] = codeSystemOf(items[answer.Item]), ["code"] = answer.Code },
        }));
        if (flat.Answers.Count > 1) item["enableBehavior"] = flat.Behavior;
    }

    /// <summary>The condition under which any item of a section is asked; null when at least one item is always asked.</summary>
    public ConditionDocument? OfSection(SectionDefinition section)
    {
        if (section.Items.Any(item => item.AskedWhen is null)) return null;
        var conditions = section.Items.Select(item => item.AskedWhen!).DistinctBy(fhirPath.Of).ToList();
        // A condition that implies another one is redundant in an "or".
        var weakest = conditions.Where(condition => !conditions.Any(other => other != condition && Implies(condition, other))).ToList();
        return weakest is [{ } single] ? single : new ConditionDocument { Any = weakest };
    }

    private (string Behavior, IReadOnlyList<(string Item, string Code)> Answers)? Flat(ConditionDocument condition)
    {
        switch (condition)
        {
            case { Item: { } item }:
                return ("any", [.. condition.In!.Select(code => (item, code))]);
            case { All: { } all }:
                var parts = all.Where(part => !IsImplied(part, all)).ToList();
                if (parts is [{ } single]) return Flat(single);
                if (!parts.All(part => part is { Item: not null, In.Count: 1 })) return null;
                return ("all", [.. parts.Select(part => (part.Item!, part.In![0]))]);
            case { Any: { } any }:
                var flats = any.Select(Flat).ToList();
                if (!flats.All(flat => flat is { Behavior: "any" } or { Answers.Count: 1 })) return null;
                return ("any", [.. flats.SelectMany(flat => flat!.Value.Answers).Distinct()]);
            default:
                return null;
        }
    }

    // An item that is asked only under condition A has an answer only under condition A. So "A and (the item was answered)" needs no A.
    private bool IsImplied(ConditionDocument part, IEnumerable<ConditionDocument> all) =>
        all.Any(other => other != part && other.Item is { } item && items[item].AskedWhen is { } when && Implies(when, part));

    private bool Implies(ConditionDocument condition, ConditionDocument other) =>
        fhirPath.Of(condition) == fhirPath.Of(other) || (condition.All is { } all && all.Any(part => Implies(part, other)));
}
