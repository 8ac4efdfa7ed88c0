using System.Text.Json.Serialization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>The time the questions speak of.</summary>
/// <param name="Duration">ISO 8601 duration.</param>
/// <param name="Text">The same in words.</param>
internal sealed record RecallPeriodDocument(string Duration, string Text);

/// <summary>A section of questions asked together.</summary>
/// <param name="Id">Id of the section; the code of the domain when its items are scored.</param>
/// <param name="Title">Heading.</param>
/// <param name="Intro">A sentence or two before the questions.</param>
/// <param name="Items">The questions.</param>
internal sealed record SectionDocument(string Id, string Title, string Intro, IReadOnlyList<ItemDocument> Items)
{
    internal static SectionDocument From(SectionDefinition section, Wording wording)
    {
        var texts = wording.Sections[section.Id];
        return new(section.Id, texts.Title, texts.Intro, [.. section.Items.Select(item => ItemDocument.From(item, wording))]);
    }
}

/// <summary>A question.</summary>
internal sealed record ItemDocument
{
    /// <summary>Id of the item; the member name of its answer.</summary>
    public required string Id { get; init; }

    /// <summary>The question.</summary>
    public required string Text { get; init; }

    /// <summary>What is meant by it.</summary>
    public required string Help { get; init; }

    /// <summary>Whether it has to be answered when it is asked; any other question may be left out.</summary>
    public required bool Required { get; init; }

    /// <summary>When it is asked; always, when left out.</summary>
    public ConditionDocument? AskedWhen { get; init; }

    /// <summary>What can be answered.</summary>
    public required IReadOnlyList<OptionDocument> Options { get; init; }

    /// <summary>The sources it rests on.</summary>
    public required IReadOnlyList<BasisDefinition> Basis { get; init; }

    internal static ItemDocument From(ItemDefinition item, Wording wording)
    {
        var texts = wording.Items[item.Id];
        var labels = wording.OptionLabels(item);
        return new ItemDocument
        {
            Id = item.Id,
            Text = texts.Text,
            Help = texts.Help,
            Required = item.Required,
            AskedWhen = item.AskedWhen,
            Options = [.. item.Options!.Select(option => new OptionDocument(option.Code, labels[option.Code], option.Weight))],
            Basis = item.Basis,
        };
    }
}

/// <summary>Something that can be answered.</summary>
/// <param name="Code">Code of the option; the value of the answer.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="Weight">What it adds to the score; null where the question is not scored.</param>
internal sealed record OptionDocument(
    string Code, string Label, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Weight);

/// <summary>A number of answers that conditions look at.</summary>
/// <param name="Name">Name of the count.</param>
/// <param name="Section">Section whose items are counted.</param>
/// <param name="In">Codes that count.</param>
internal sealed record CountDocument(string Name, string Section, IReadOnlyList<string> In);
