namespace KetamineScreening.Api.Releases.Tables;

/// <summary>A column of a table, in the terms of Table Schema.</summary>
/// <param name="Name">Name in the header row.</param>
/// <param name="Type">Type of Table Schema: <c>string</c>, <c>integer</c>, <c>number</c> or <c>date</c>.</param>
/// <param name="Description">Meaning in one sentence.</param>
internal sealed record Column(string Name, string Type, string Description)
{
    /// <summary>The possible values with their labels; empty for a column that can have any value of its type.</summary>
    public IReadOnlyList<CodeLabel> Categories { get; init; } = [];

    /// <summary>A column of codes.</summary>
    public static Column OfCodes(string name, string description, IEnumerable<CodeLabel> categories) =>
        new(name, "string", description) { Categories = [.. categories] };

    /// <summary>The columns that every table begins with, so that the tables of several releases can be stacked.</summary>
    public static IReadOnlyList<Column> OfEveryTable { get; } =
    [
        new("release", "string", "Id of the release"),
        new("questionnaire", "string", "Id of the questionnaire"),
        new("major", "integer", "Major version of the questionnaire"),
        new("period_start", "date", "First day of the period, UTC"),
        new("period_end", "date", "Last day of the period, UTC"),
    ];
}

/// <summary>A possible value of a column.</summary>
/// <param name="Code">The value.</param>
/// <param name="Label">Its meaning.</param>
internal sealed record CodeLabel(string Code, string Label);
