namespace KetamineScreening.Domain.Aggregates;

/// <summary>What a person who agrees to be counted says about themselves; it is never scored and never part of a result.</summary>
/// <param name="AgeBand">Index into <see cref="AgeBands"/>; -1 when not given.</param>
/// <param name="Gender">Index into <see cref="Genders"/>; -1 when not given.</param>
public readonly record struct AboutPerson(int AgeBand, int Gender)
{
    /// <summary>Nothing was said.</summary>
    public static readonly AboutPerson NotGiven = new(-1, -1);

    /// <summary>Codes of the age bands, the youngest first.</summary>
    public static IReadOnlyList<string> AgeBands { get; } = ["under-18", "18-24", "25-34", "35-44", "45-plus"];

    /// <summary>Codes of the genders.</summary>
    public static IReadOnlyList<string> Genders { get; } = ["woman", "man", "another"];
}
