using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>A set of answer options: a scale that items share, or the options of a single item. Each set is a code system.</summary>
/// <param name="Name">Unique within the questionnaire, for example <c>scale.yes-no</c> or <c>item.route</c>.</param>
/// <param name="Items">The items that have these options.</param>
internal sealed record OptionSet(string Name, IReadOnlyList<ItemDefinition> Items)
{
    /// <summary>The options.</summary>
    public IReadOnlyList<OptionDefinition> Options => Items[0].Options!;

    /// <summary>The option sets of a questionnaire, in the order of their first use.</summary>
    public static IReadOnlyList<OptionSet> Of(Questionnaire questionnaire) =>
    [
        .. questionnaire.Definition.Sections
            .SelectMany(section => section.Items)
            .GroupBy(NameOf)
            .Select(group => new OptionSet(group.Key, [.. group])),
    ];

    /// <summary>Name of the option set of an item.</summary>
    public static string NameOf(ItemDefinition item) => item.Scale is { } scale ? $"scale.{scale}" : $"item.{item.Id}";

    /// <summary>Label of an option.</summary>
    public string Label(Wording wording, string code) => LabelOf(Items[0], wording, code);

    /// <summary>Label of an option of an item.</summary>
    public static string LabelOf(ItemDefinition item, Wording wording, string code) =>
        wording.OptionLabels(item)[code];
}
