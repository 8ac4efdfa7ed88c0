using System.Globalization;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>The version of an instrument: major.minor.patch, each a number without leading zeros.</summary>
/// <remarks>
/// A patch mends wording or a translation, a minor adds an optional item, a major changes scores, rules or ids.
/// Aggregates are kept per major version.
/// </remarks>
/// <param name="Major">Changes with scores, rules or ids.</param>
/// <param name="Minor">Changes with a new optional item.</param>
/// <param name="Patch">Changes with wording or a translation.</param>
public readonly record struct SemanticVersion(int Major, int Minor, int Patch) : IComparable<SemanticVersion>
{
    /// <summary>Reads <c>1.0.0</c>; anything else, such as <c>1.0</c>, <c>v1.0.0</c> or <c>1.0.00</c>, is no version.</summary>
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

    /// <summary>The version as it is written in files and addresses, for example <c>1.0.0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
