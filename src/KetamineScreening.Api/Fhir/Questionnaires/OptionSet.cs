using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Options that are answered with: a scale that items share, or those of a single item. Each is a code system.</summary>
/// <param name="Name">Unique within the instrument, such as <c>scale.yes-no</c> or <c>item.route</c>.</param>
/// <param name="Items">The items that have these options.</param>
internal sealed record OptionSet(string Name, IReadOnlyList<ItemDefinition> Items)
{
    /// <summary>The options.</summary>
    public IReadOnlyList<OptionDefinition> Options => Items[0].Options!;

    /// <summary>The sets of an instrument, in the order in which they first come up.</summary>
    public static IReadOnlyList<OptionSet> Of(Questionnaire questionnaire) =>
        [.. questionnaire.Definition.Sections.SelectMany(section => section.Items).GroupBy(NameOf).Select(group => new OptionSet(group.Key, [.. group]))];

    /// <summary>The set that an item belongs to.</summary>
    public static string NameOf(ItemDefinition item) => item.Scale is { } scale ? $"scale.{scale}" : $"item.{item.Id}";

    /// <summary>What a person reads for an option.</summary>
    public string Label(Wording wording, string code) => LabelOf(Items[0], wording, code);

    /// <summary>What a person reads for an option of an item.</summary>
    public static string LabelOf(ItemDefinition item, Wording wording, string code) =>
        item.Scale is { } scale ? wording.Scales[scale][code] : wording.Items[item.Id].Options![code];
}
