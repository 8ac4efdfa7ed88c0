using System.Runtime.CompilerServices;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Fhir.Results;

/// <summary>The help of a result of <c>$score</c> as fragments of JSON.</summary>
internal static class ScoreHelp
{
    // The help is a new object each day. The weak table lets the fragments of earlier days be collected.
    private static readonly ConditionalWeakTable<LocalHelp, HelpFragments> ByHelp = [];

    /// <summary>The fragments of the help; they are written on first use.</summary>
    public static HelpFragments Of(LocalTexts texts) =>
        ByHelp.GetValue(texts.LocalHelp, help => new HelpFragments(help, country => Write(texts with { Country = country })));

    private static byte[] Write(LocalTexts texts) =>
    [
        .. HelpLines.Emergency(texts).SelectMany(block => ScoreFragments.Text("emergency", block)),
        .. HelpLines.Of(texts).SelectMany(line => ScoreFragments.Text("help", line)),
    ];
}
