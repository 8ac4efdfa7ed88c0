using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>One version of an instrument, checked and ready to answer and score.</summary>
public sealed class Questionnaire
{
    /// <summary>Most items an instrument may have; enough for any self-screening, small enough for fixed buffers.</summary>
    public const int MaxItems = 256;

    /// <summary>Most rules, and most flags, an instrument may have: one bit each.</summary>
    public const int MaxRulesOrFlags = 64;

    private readonly Dictionary<string, int> itemIndexes;
    private readonly Branching branching;

    internal Questionnaire(QuestionnaireBuilder parts)
    {
        Definition = parts.Definition;
        Version = parts.Version;
        Sections = parts.Sections;
        Items = parts.Items;
        Counts = parts.Counts;
        Bands = parts.Bands;
        Rules = parts.Rules;
        Flags = parts.Flags;
        Audiences = parts.Audiences;
        itemIndexes = Items.ToDictionary(item => item.Id, item => item.Index, StringComparer.Ordinal);
        branching = new Branching(this);
    }

    /// <summary>The definition it was made from, shared conditions spelled out.</summary>
    public Definition Definition { get; }

    /// <summary>Id of the instrument.</summary>
    public string Id => Definition.Id;

    /// <summary>Version of the instrument.</summary>
    public SemanticVersion Version { get; }

    /// <summary>Sections in order.</summary>
    public ImmutableArray<Section> Sections { get; }

    /// <summary>All items in order; an item's index is its place here.</summary>
    public ImmutableArray<Item> Items { get; }

    /// <summary>Counts that conditions may look at, for example of the signs present.</summary>
    public ImmutableArray<AnswerCount> Counts { get; }

    /// <summary>Bands from the lowest to the highest.</summary>
    public ImmutableArray<Band> Bands { get; }

    /// <summary>Rules that raise the band.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>Flags, by urgency and then in the order of the definition.</summary>
    public ImmutableArray<Flag> Flags { get; }

    /// <summary>Audiences in the order in which they are tried.</summary>
    public ImmutableArray<Audience> Audiences { get; }

    /// <summary>The different sets of questions that people can be asked.</summary>
    public ImmutableArray<Branch> Branches => branching.All;

    /// <summary>The branch that somebody's answers take; null when a question that decides on it was answered though it is not asked, or left out though it is required.</summary>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    public Branch? BranchOf(ReadOnlySpan<sbyte> chosen) => branching.Of(chosen);

    /// <summary>Reads a definition.</summary>
    /// <exception cref="ArgumentException">The definition has faults; the message names each.</exception>
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

    /// <summary>Finds an item by its id without making a string of it.</summary>
    public bool TryFind(ReadOnlySpan<char> id, out Item item)
    {
        var found = itemIndexes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var index);
        item = found ? Items[index] : null!;
        return found;
    }
}

/// <summary>A section of items.</summary>
/// <param name="Index">Place in the questionnaire.</param>
/// <param name="Id">Id of the section.</param>
/// <param name="Items">Its items in order.</param>
public sealed record Section(int Index, string Id, ImmutableArray<Item> Items)
{
    /// <summary>Whether the section is a domain of the score: at least one of its items is scored.</summary>
    public bool IsDomain { get; } = Items.Any(item => item.IsScored);
}

/// <summary>A question.</summary>
/// <param name="Index">Place in the questionnaire.</param>
/// <param name="Id">Id of the item.</param>
/// <param name="Section">Index of its section.</param>
/// <param name="Required">Whether it has to be answered when asked.</param>
/// <param name="AskedWhen">When it is asked; always, when null.</param>
/// <param name="Options">Its options in order.</param>
/// <param name="DontKnow">Index of the option that says "I do not know", or -1.</param>
public sealed record Item(
    int Index, string Id, int Section, bool Required, Condition? AskedWhen, ImmutableArray<Option> Options, int DontKnow)
{
    private readonly int[] weights = [.. Options.Select(option => option.Weight ?? 0)];

    /// <summary>Whether its options have weights.</summary>
    public bool IsScored { get; } = Options.Any(option => option.Weight is not null);

    /// <summary>The largest weight of its options; 0 when not scored.</summary>
    public int MaxWeight { get; } = Options.Max(option => option.Weight ?? 0);

    /// <summary>What an option adds to the score.</summary>
    public int WeightOf(int option) => weights[option];

    /// <summary>Whether it is asked, given other answers.</summary>
    /// <param name="chosen">Index of the chosen option by item index; -1 when not answered.</param>
    // Branching may not look at counts or scores (DefinitionCheck), so none are needed here.
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
/// <param name="Index">Place among the options.</param>
/// <param name="Code">Code of the option.</param>
/// <param name="Weight">What it adds to the score; null when not scored.</param>
public sealed record Option(int Index, string Code, int? Weight);

/// <summary>A number of items of one section answered with one of some options.</summary>
/// <param name="Index">Place among the counts.</param>
/// <param name="Name">Name of the count.</param>
/// <param name="Section">Index of the section whose items are counted.</param>
/// <param name="OptionsByItem">For each item of the section: its index, and a bit per option that counts.</param>
public sealed record AnswerCount(int Index, string Name, int Section, ImmutableArray<(int Item, ulong Options)> OptionsByItem)
{
    /// <summary>The count that a result reports as the signs present.</summary>
    public const string SignsPresent = "signs-present";
}

/// <summary>A risk band.</summary>
/// <param name="Index">Place among the bands, 0 the lowest.</param>
/// <param name="Code">Code of the band.</param>
/// <param name="From">Lowest score, itself included.</param>
public sealed record Band(int Index, string Code, int From);

/// <summary>A rule that raises the band.</summary>
/// <param name="Index">Place among the rules.</param>
/// <param name="Code">Code of the rule.</param>
/// <param name="Band">Band that is reached at least.</param>
/// <param name="When">When it holds.</param>
public sealed record Rule(int Index, string Code, Band Band, Condition When);

/// <summary>A piece of advice.</summary>
/// <param name="Index">Place among the flags in the order of a result.</param>
/// <param name="Code">Code of the flag.</param>
/// <param name="Urgency">How soon to act.</param>
/// <param name="When">When it is raised.</param>
public sealed record Flag(int Index, string Code, Urgency Urgency, Condition When);

/// <summary>How soon to act on a flag, the most pressing first.</summary>
public enum Urgency
{
    /// <summary>At once.</summary>
    Now,

    /// <summary>Today.</summary>
    Urgent,

    /// <summary>In the next days.</summary>
    Soon,

    /// <summary>When there is an occasion.</summary>
    Routine,
}

/// <summary>Whom the guidance speaks to.</summary>
/// <param name="Index">Place among the audiences.</param>
/// <param name="Code">Code of the audience.</param>
/// <param name="When">When somebody belongs to it; null for the last.</param>
public sealed record Audience(int Index, string Code, Condition? When);
