namespace KetamineScreening.Domain.Questionnaires;

/// <summary>
/// A condition on the answers, in one of six forms that are told apart by their members.
/// </summary>
/// <remarks>
/// The complete language: <c>{"item","in"}</c>, <c>{"count","atLeast"}</c>, <c>{"score","atLeast"}</c>,
/// <c>{"all"}</c>, <c>{"any"}</c> and <c>{"not"}</c>. Content files also have <c>{"is"}</c>, which refers to a shared condition
/// by name; the reference is expanded before the condition is served, so clients never see it.
/// </remarks>
public sealed record ConditionDocument
{
    /// <summary>Id of the item whose answer is looked at; goes with <c>in</c>.</summary>
    public string? Item { get; init; }

    /// <summary>Codes of which the answer has to be one; an item without an answer never fits.</summary>
    public IReadOnlyList<string>? In { get; init; }

    /// <summary>Name of a count of the questionnaire, for example <c>signs-present</c>; goes with <c>atLeast</c>.</summary>
    public string? Count { get; init; }

    /// <summary>Which score: always <c>total</c>; goes with <c>atLeast</c>.</summary>
    public string? Score { get; init; }

    /// <summary>Smallest value, itself included, that the count or score has to reach.</summary>
    public int? AtLeast { get; init; }

    /// <summary>Conditions that all have to hold.</summary>
    public IReadOnlyList<ConditionDocument>? All { get; init; }

    /// <summary>Conditions of which at least one has to hold.</summary>
    public IReadOnlyList<ConditionDocument>? Any { get; init; }

    /// <summary>A condition that must not hold.</summary>
    public ConditionDocument? Not { get; init; }

    /// <summary>Name of a shared condition; only in content files.</summary>
    public string? Is { get; init; }
}
