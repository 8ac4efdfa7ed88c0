using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;
using Hl7.Fhir.Utility;
using KetamineScreening.Api.Fhir.Elements;

using Definition = Hl7.Fhir.Model.ElementDefinition;
using Element = KetamineScreening.Api.Fhir.Elements.ElementDefinition;
using Task = System.Threading.Tasks.Task;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The table of elements that the service reads with equals the StructureDefinitions of FHIR R4.</summary>
public sealed class ElementTableTests
{
    private const string FhirType = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";

    private readonly ZipSource source = ZipSource.CreateValidationSource();
    private readonly Dictionary<string, List<string>> expected = new()
    {
        ["Element"] = [Row("id", 0, "1", isAttribute: true, "string"), Row("extension", 0, "*", isAttribute: false, "Extension")],
    };

    [Fact]
    public async Task The_table_has_every_element_of_every_type_in_order_with_type_and_cardinality()
    {
        await Add("Parameters");
        await Add("QuestionnaireResponse");

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), ElementTable.All.Keys.Order(StringComparer.Ordinal));
        Assert.All(ElementTable.All, type => Assert.Equal(expected[type.Key], type.Value.Elements.Select(Row)));
    }

    [Fact]
    public void Each_element_of_a_type_has_a_bit_of_its_own() =>
        Assert.All(ElementTable.All.Values, type => Assert.Equal(
            Enumerable.Range(0, Math.Min(64, type.Elements.Length)), type.Elements.Select(element => element.Index)));

    [Fact]
    public void A_narrative_has_the_codes_of_R4() => Assert.Equal(
        Enum.GetValues<Narrative.NarrativeStatus>().Select(code => code.GetLiteral()),
        ElementTable.All["Narrative"].Find("status")!.Codes.Select(System.Text.Encoding.UTF8.GetString));

    private static string Row(Element element) =>
        Row(element.Member, element.IsRequired ? 1 : 0, element.IsList ? "*" : "1", element.IsAttribute, element.Type);

    private static string Row(string member, int min, string max, bool isAttribute, string type) =>
        $"{member}: {min}..{max}{(isAttribute ? " attribute" : "")} {type}";

    private async Task Add(string name)
    {
        if (await source.ResolveByUriAsync($"http://hl7.org/fhir/StructureDefinition/{name}") is not StructureDefinition definition) return;
        if (definition.Kind == StructureDefinition.StructureDefinitionKind.PrimitiveType || definition.Abstract == true) return;
        if (!expected.TryAdd(name, [])) return;
        foreach (var element in definition.Snapshot!.Element.Skip(1))
        {
            var parent = element.Path![..element.Path!.LastIndexOf('.')];
            var types = Types(element).ToList();
            if (!expected.ContainsKey(parent)) expected[parent] = [];
            expected[parent].AddRange(types.Select(type => Row(
                Member(element, type),
                element.Min!.Value,
                element.Max!,
                element.Representation.Contains(Definition.PropertyRepresentation.XmlAttr),
                type)));
            foreach (var type in types.Where(type => !type.Contains('.', StringComparison.Ordinal))) await Add(type);
        }
    }

    private static IEnumerable<string> Types(Definition element)
    {
        if (element.ContentReference is { } reference) return [reference.TrimStart('#')];
        var codes = element.Type.Select(type => type.GetExtensionValue<FhirUrl>(FhirType)?.Value ?? type.Code!);
        // The id of a resource is a string in the definitions of R4, and has the pattern of an id in its text.
        if (element.Base!.Path == "Resource.id") return ["id"];
        return codes.Select(code => code is "BackboneElement" or "Element" ? element.Path! : code);
    }

    private static string Member(Definition element, string type)
    {
        var name = element.Path!.Split('.')[^1];
        return name.Replace("[x]", $"{char.ToUpperInvariant(type[0])}{type[1..]}", StringComparison.Ordinal);
    }
}
