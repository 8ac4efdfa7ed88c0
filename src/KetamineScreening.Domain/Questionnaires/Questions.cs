using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

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
