namespace KetamineScreening.Api.Help;

/// <summary>The help of a result as a fragment of JSON in UTF-8, for every country in one language on one day.</summary>
internal sealed class HelpFragments
{
    private readonly Dictionary<string, byte[]> countries;
    private readonly byte[] elsewhere;

    /// <summary>Writes all fragments.</summary>
    /// <param name="help">The help.</param>
    /// <param name="write">Writes the help of a country; null for the international services.</param>
    public HelpFragments(LocalHelp help, Func<string?, byte[]> write)
    {
        elsewhere = write(null);
        countries = help.Countries.Keys.ToDictionary(country => country, write, StringComparer.Ordinal);
        LongestLength = countries.Values.Append(elsewhere).Max(fragment => fragment.Length);
    }

    /// <summary>Length of the longest fragment, in bytes.</summary>
    public int LongestLength { get; }

    /// <summary>The fragment of a country; null for the international services.</summary>
    public byte[] For(string? country) =>
        country is not null && countries.TryGetValue(country, out var fragment) ? fragment : elsewhere;
}
