using System.Globalization;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>The version of a questionnaire: major.minor.patch, each a number without leading zeros.</summary>
/// <remarks>
/// A patch version corrects wording or a translation, a minor version adds an optional item, a major version changes scores,
/// rules or ids. Aggregates are kept per major version.
/// </remarks>
/// <param name="Major">Incremented when scores, rules or ids change.</param>
/// <param name="Minor">Incremented when an optional item is added.</param>
/// <param name="Patch">Incremented when wording or a translation changes.</param>
public readonly record struct SemanticVersion(int Major, int Minor, int Patch) : IComparable<SemanticVersion>
{
    /// <summary>Parses <c>1.0.0</c>; fails for anything else, such as <c>1.0</c>, <c>v1.0.0</c> or <c>1.0.00</c>.</summary>
    public static bool TryParse(string? text, out SemanticVersion version)
    {
        version = default;
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 3) return false;
        Span<int> numbers = stackalloc int[3];
        for (var i = 0; i < 3; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return false;
            if (parts[i].Length > 1 && parts[i][0] == '0') return false;
        }

        version = new SemanticVersion(numbers[0], numbers[1], numbers[2]);
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(SemanticVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version is older or the same.</summary>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version is newer or the same.</summary>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The version as written in files and URLs, for example <c>1.0.0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
