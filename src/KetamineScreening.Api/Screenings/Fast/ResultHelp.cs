using System.Runtime.CompilerServices;
using System.Text.Json;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>The help of a v1 result as fragments of JSON.</summary>
internal static class ResultHelp
{
    // The help is a new object each day. The weak table lets the fragments of earlier days be collected.
    private static readonly ConditionalWeakTable<LocalHelp, HelpFragments> ByHelp = [];

    /// <summary>The fragments of the help; they are written on first use.</summary>
    public static HelpFragments Of(LocalHelp help) =>
        ByHelp.GetValue(help, added => new HelpFragments(added, country => Write(added.For(country))));

    private static byte[] Write(HelpForCountry help)
    {
        var json = ScreeningsJson.Plain;
        return
        [
            .. ",\"emergency\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(new EmergencyResult(help.EmergencyBlocks), json.EmergencyResult),
            .. ",\"help\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(help.Services, json.IReadOnlyListHelpContact),
        ];
    }
}
