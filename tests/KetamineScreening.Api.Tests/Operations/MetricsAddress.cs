using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The address of the metrics, which the executable writes to its log before it listens for requests.</summary>
internal static partial class MetricsAddress
{
    public static Uri Of(Executable service) => new(Logged().Match(service.Output).Groups["address"].Value);

    [GeneratedRegex(@"Metrics are served at (?<address>http://[^\s""]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Logged();
}
