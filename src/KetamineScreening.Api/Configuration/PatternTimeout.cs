namespace KetamineScreening.Api.Configuration;

/// <summary>How long a regular expression may take.</summary>
internal static class PatternTimeout
{
    /// <summary>
    /// The limit in milliseconds. Analyzers ask for one, although no pattern of the service backtracks much. It is long, because a machine
    /// that stalls for a second must end neither a start nor a request.
    /// </summary>
    public const int Milliseconds = 60_000;
}
