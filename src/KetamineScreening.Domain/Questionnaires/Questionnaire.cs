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

/// <summary>A section of items.</summary>
/// <param name="Index">Position in the questionnaire.</param>
/// <param name="Id">Id of the section.</param>
/// <param name="Items">Its items in order.</param>
public sealed record Section(int Index, string Id, ImmutableArray<Item> Items)
{
    /// <summary>Whether the section is a domain of the score: at least one of its items is scored.</summary>
    public bool IsDomain { get; } = Items.Any(item => item.IsScored);
}

/// <summary>A question.</summary>
/// <param name="Index">Position in the questionnaire.</param>
/// <param name="Id">Id of the item.</param>
/// <param name="Section">Index of its section.</param>
/// <param name="Required">Whether it must be answered when asked.</param>
/// <param name="AskedWhen">Condition of being asked; null when it is always asked.</param>
/// <param name="Options">Its options in order.</param>
/// <param name="DontKnow">Index of the option "I do not know", or -1.</param>
public sealed record Item(
    int Index, string Id, int Section, bool Required, Condition? AskedWhen, ImmutableArray<Option> Options, int DontKnow)
{
    private readonly int[] weights = [.. Options.Select(option => option.Weight ?? 0)];

    /// <summary>Whether its options have weights.</summary>
    public bool IsScored { get; } = Options.Any(option => option.Weight is not null);

    /// <summary>Largest weight of its options; 0 when not scored.</summary>
    public int MaxWeight { get; } = Options.Max(option => option.Weight ?? 0);

    /// <summary>Points that the option at an index adds to the score.</summary>
    public int WeightOf(int option) => weights[option];

    /// <summary>Whether it is asked, given the answers to earlier items.</summary>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    // ConditionCheck forbids counts and scores in branching conditions, so none are passed.
    public bool IsAsked(ReadOnlySpan<sbyte> chosen) => AskedWhen?.Holds(new Facts(chosen, [], 0)) ?? true;

    /// <summary>Index of the option with a code, or -1.</summary>
    public int OptionIndex(ReadOnlySpan<char> code)
    {
        foreach (var option in Options)
        {
            if (code.SequenceEqual(option.Code)) return option.Index;
        }

        return -1;
    }
}

/// <summary>An option of an item.</summary>
/// <param name="Index">Position among the options.</param>
/// <param name="Code">Code of the option.</param>
/// <param name="Weight">Points it adds to the score; null when not scored.</param>
public sealed record Option(int Index, string Code, int? Weight);

/// <summary>A count: the number of items of one section whose answer is in a set of options.</summary>
/// <param name="Index">Position among the counts.</param>
/// <param name="Name">Name of the count.</param>
/// <param name="Section">Index of the section whose items are counted.</param>
/// <param name="OptionsByItem">For each item of the section: its index and a mask with one bit per option that counts.</param>
public sealed record AnswerCount(int Index, string Name, int Section, ImmutableArray<(int Item, ulong Options)> OptionsByItem)
{
    /// <summary>Name of the count that a result reports as the signs present.</summary>
    public const string SignsPresent = "signs-present";
}

/// <summary>A band of a result.</summary>
/// <param name="Index">Position among the bands, 0 for the lowest.</param>
/// <param name="Code">Code of the band.</param>
/// <param name="From">Lowest score, inclusive; null for a band that carries no rating.</param>
/// <param name="InsteadOf">The only band of the scale that a band without rating replaces; null when it replaces every band.</param>
public sealed record Band(int Index, string Code, int? From, Band? InsteadOf = null)
{
    /// <summary>Whether the band is part of the ordered scale.</summary>
    public bool IsOnScale => From is not null;
}

/// <summary>A reason for a band other than the score.</summary>
/// <param name="Index">Position among all rules: first the rules that raise the band, then those of the bands that carry no rating.</param>
/// <param name="Code">Code of the rule.</param>
/// <param name="Band">Lowest band of a result for which the rule holds, or the band without rating that it gives a reason for.</param>
/// <param name="When">When it holds.</param>
public sealed record Rule(int Index, string Code, Band Band, Condition When);

/// <summary>Advice given when a condition holds.</summary>
/// <param name="Index">Position among the flags, in the order of a result.</param>
/// <param name="Code">Code of the flag.</param>
/// <param name="Urgency">How soon to act.</param>
/// <param name="When">When it is raised.</param>
/// <param name="Action">The action that it calls for; null only in versions that define no actions.</param>
public sealed record Flag(int Index, string Code, Urgency Urgency, Condition When, RecommendedAction? Action);

/// <summary>Something to do because of one or more flags.</summary>
/// <param name="Index">Position among the actions.</param>
/// <param name="Code">Code of the action.</param>
/// <param name="CoveredBy">Indexes of the actions that include this one, in the order in which they are considered.</param>
public sealed record RecommendedAction(int Index, string Code, ImmutableArray<int> CoveredBy);

/// <summary>A next step.</summary>
/// <param name="Index">Position among all next steps of the definition.</param>
/// <param name="Id">Id of the step.</param>
/// <param name="Kind">Kind of help.</param>
/// <param name="When">When a result shows it; always, when null.</param>
/// <param name="CoveredBy">
/// Actions that ask for the same thing, one bit per action index: when a raised flag calls for one of them, a result does not show
/// the step.
/// </param>
public sealed record NextStep(int Index, string Id, string Kind, Condition? When, ulong CoveredBy);

/// <summary>A link to a learning text.</summary>
/// <param name="Index">Position among the links.</param>
/// <param name="Id">Id of the learning text.</param>
/// <param name="When">When a result has it; always, when null.</param>
public sealed record LearningLink(int Index, string Id, Condition? When);

/// <summary>How soon to act on a flag, most urgent first.</summary>
public enum Urgency
{
    /// <summary>Immediately.</summary>
    Now,

    /// <summary>Today.</summary>
    Urgent,

    /// <summary>Within days.</summary>
    Soon,

    /// <summary>At the next opportunity.</summary>
    Routine,
}

/// <summary>A group of people with guidance of its own.</summary>
/// <param name="Index">Position among the audiences.</param>
/// <param name="Code">Code of the audience.</param>
/// <param name="When">Condition of membership; null for the last audience, which takes all remaining people.</param>
public sealed record Audience(int Index, string Code, Condition? When);
