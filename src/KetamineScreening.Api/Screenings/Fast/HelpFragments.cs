using System.Runtime.CompilerServices;
using System.Text.Json;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>The help of a result as a JSON fragment in UTF-8, for every country in one language on one day.</summary>
internal sealed class HelpFragments
{
    // The help is a new object each day. The weak table lets the fragments of earlier days be collected.
    private static readonly ConditionalWeakTable<LocalHelp, HelpFragments> ByHelp = [];

    private readonly Dictionary<string, byte[]> countries;
    private readonly byte[] elsewhere;

    private HelpFragments(LocalHelp help)
    {
        elsewhere = Fragment(help.Elsewhere);
        countries = help.Countries.ToDictionary(entry => entry.Key, entry => Fragment(entry.Value), StringComparer.Ordinal);
        LongestLength = countries.Values.Append(elsewhere).Max(fragment => fragment.Length);
    }

    /// <summary>Length of the longest fragment, in bytes.</summary>
    public int LongestLength { get; }

    /// <summary>The fragments of the help; they are written on first use.</summary>
    public static HelpFragments Of(LocalHelp help) => ByHelp.GetValue(help, added => new HelpFragments(added));

    /// <summary>The fragment of a country; null for the international services.</summary>
    public ReadOnlySpan<byte> For(string? country) =>
        country is not null && countries.TryGetValue(country, out var fragment) ? fragment : elsewhere;

    private static byte[] Fragment(HelpForCountry help)
    {
        var json = ScreeningsJson.Plain;
        return
        [
            .. ",\"emergency\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(new EmergencyResult(help.EmergencyBlocks), json.EmergencyResult),
            .. ",\"help\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(help.Services, json.IReadOnlyListHelpContact),
        ];
    }
}
