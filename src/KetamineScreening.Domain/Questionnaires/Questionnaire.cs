using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>One version of a questionnaire, checked and ready for answering and scoring.</summary>
public sealed class Questionnaire
{
    /// <summary>Largest number of items; the bound allows buffers on the stack.</summary>
    public const int MaxItems = 256;

    /// <summary>
    /// Largest number of rules, flags, actions, next steps and learning links: results keep each as one bit of a 64-bit mask.
    /// </summary>
    public const int MaxMaskBits = 64;

    private readonly Dictionary<string, int> itemIndexes;
    private readonly Branching branching;
    private readonly ImmutableArray<NextStep>[][] steps;

    internal Questionnaire(QuestionnaireBuilder parts)
    {
        Definition = parts.Definition;
        Version = parts.Version;
        Sections = parts.Sections;
        Items = parts.Items;
        Counts = parts.Counts;
        Bands = parts.Bands;
        ScaleBands = [.. Bands.Where(band => band.IsOnScale)];
        Rules = parts.Rules;
        UnratedRules = parts.UnratedRules;
        Flags = parts.Flags;
        Actions = parts.Actions;
        Audiences = parts.Audiences;
        LearningLinks = parts.LearningLinks;
        steps = parts.Steps;
        itemIndexes = Items.ToDictionary(item => item.Id, item => item.Index, StringComparer.Ordinal);
        branching = new Branching(this);
    }

    /// <summary>The definition it was made from, with shared conditions and scales expanded.</summary>
    public Definition Definition { get; }

    /// <summary>Id of the questionnaire.</summary>
    public string Id => Definition.Id;

    /// <summary>Version of the questionnaire.</summary>
    public SemanticVersion Version { get; }

    /// <summary>Sections in order.</summary>
    public ImmutableArray<Section> Sections { get; }

    /// <summary>All items in order; <see cref="Item.Index"/> is the position in this array.</summary>
    public ImmutableArray<Item> Items { get; }

    /// <summary>Counts that conditions can refer to, for example the signs present.</summary>
    public ImmutableArray<AnswerCount> Counts { get; }

    /// <summary>The bands of the scale from the lowest to the highest, then the bands that carry no rating.</summary>
    public ImmutableArray<Band> Bands { get; }

    /// <summary>The bands of the scale from the lowest to the highest.</summary>
    public ImmutableArray<Band> ScaleBands { get; }

    /// <summary>Rules that raise the band.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>Reasons of the bands that carry no rating, in the order in which they are considered.</summary>
    public ImmutableArray<Rule> UnratedRules { get; }

    /// <summary>Flags, by urgency and then in the order of the definition.</summary>
    public ImmutableArray<Flag> Flags { get; }

    /// <summary>Actions that flags call for.</summary>
    public ImmutableArray<RecommendedAction> Actions { get; }

    /// <summary>Learning texts that a result can link to, in order.</summary>
    public ImmutableArray<LearningLink> LearningLinks { get; }

    /// <summary>Audiences in the order in which their conditions are evaluated.</summary>
    public ImmutableArray<Audience> Audiences { get; }

    /// <summary>Every combination of items that a person can be asked.</summary>
    public ImmutableArray<Branch> Branches => branching.All;

    /// <summary>
    /// The branch of a set of answers; null when a branching item has an answer although it is not asked, or has none although
    /// it is required.
    /// </summary>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    public Branch? BranchOf(ReadOnlySpan<sbyte> chosen) => branching.Find(chosen);

    /// <summary>The next steps of an audience in a band, before their conditions are evaluated; empty when the pair cannot occur.</summary>
    public ImmutableArray<NextStep> NextSteps(Audience audience, Band band) => steps[audience.Index][band.Index];

    /// <summary>Builds a questionnaire from a definition.</summary>
    /// <exception cref="ArgumentException">The definition has faults; the message lists all of them.</exception>
    public static Questionnaire From(Definition definition)
    {
        var faults = DefinitionCheck.Faults(definition);
        if (faults.Count > 0) throw new ArgumentException(string.Join('\n', faults), nameof(definition));
        return new Questionnaire(new QuestionnaireBuilder(definition));
    }

    /// <summary>Finds an item by its id.</summary>
    public bool TryFind(string id, out Item item)
    {
        var found = itemIndexes.TryGetValue(id, out var index);
        item = found ? Items[index] : null!;
        return found;
    }

    /// <summary>Finds an item by its id without allocating a string.</summary>
    public bool TryFind(ReadOnlySpan<char> id, out Item item)
    {
        var found = itemIndexes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var index);
        item = found ? Items[index] : null!;
        return found;
    }
}
