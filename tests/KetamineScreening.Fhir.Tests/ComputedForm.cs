using Hl7.Fhir.FhirPath;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.Fhir.Model.Expression;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Computes total and band of a form as a renderer does, with the FHIRPath engine of the SDK.</summary>
internal sealed class ComputedForm(Questionnaire questionnaire)
{
    private const string CalculatedExpression = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";

    private static readonly FhirPathCompilerCache Engine = new(new FhirPathCompiler(new SymbolTable().AddStandardFP().AddFhirExtensions()));

    private readonly string total = Calculated(questionnaire, "form.total");
    private readonly string band = Calculated(questionnaire, "form.band");

    /// <summary>The questions of the form by group, in their order.</summary>
    public ILookup<string, Questionnaire.ItemComponent> Questions { get; } = questionnaire.Item
        .SelectMany(group => group.Item, (group, item) => (Group: group.LinkId!, Item: item))
        .Where(pair => pair.Item.Type == Questionnaire.QuestionnaireItemType.Choice)
        .ToLookup(pair => pair.Group, pair => pair.Item);

    /// <summary>The total and the label of the band for a response.</summary>
    public (int Total, string Band) Compute(QuestionnaireResponse response)
    {
        var node = response.ToPocoNode();
        var context = new FhirEvaluationContext();
        return ((int)Engine.Scalar(node, total, context)!, (string)Engine.Scalar(node, band, context)!);
    }

    private static string Calculated(Questionnaire questionnaire, string linkId)
    {
        var item = questionnaire.Item.SelectMany(group => group.Item).Single(item => item.LinkId == linkId);
        return ((Expression)item.GetExtension(CalculatedExpression)!.Value!).Expression_!;
    }
}
