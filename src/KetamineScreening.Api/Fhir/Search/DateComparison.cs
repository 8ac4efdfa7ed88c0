namespace KetamineScreening.Api.Fhir.Search;

/// <summary>A comparison of dates by a prefix of FHIR, such as <c>ge2026-01-01</c>. Periods are compared as R4 defines it.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="Wanted">The period of the search value.</param>
/// <param name="Tolerance">How much <c>ap</c> widens this period on both sides: a tenth of its distance from now.</param>
internal sealed record DateComparison(string Prefix, DatePeriod Wanted, TimeSpan Tolerance)
{
    private static readonly string[] Prefixes = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"];

    /// <summary>Reads a search value; null when it is malformed. An unescaped plus sign in a query string decodes to a space.</summary>
    public static DateComparison? Read(string text, DateTimeOffset now)
    {
        var prefix = Prefixes.FirstOrDefault(prefix => text.StartsWith(prefix, StringComparison.Ordinal));
        if (DatePeriod.Read(text[(prefix?.Length ?? 0)..].Replace(' ', '+')) is not { } wanted) return null;
        return new DateComparison(prefix ?? "eq", wanted, (now - wanted.Start).Duration() / 10);
    }

    /// <summary>Whether the period of a resource matches.</summary>
    public bool Matches(DatePeriod period)
    {
        var isWithin = Wanted.Start <= period.Start && period.End <= Wanted.End;
        return Prefix switch
        {
            "eq" => isWithin,
            "ne" => !isWithin,
            "gt" => period.End > Wanted.End,
            "lt" => period.Start < Wanted.Start,
            "ge" => isWithin || period.End > Wanted.End,
            "le" => isWithin || period.Start < Wanted.Start,
            "sa" => period.Start >= Wanted.End,
            "eb" => period.End <= Wanted.Start,
            // Distances, because a moment beyond the calendar cannot be computed.
            _ => Wanted.Start - period.End < Tolerance && period.Start - Wanted.End < Tolerance,
        };
    }
}
