using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The codes of a release with their labels.</summary>
internal static class TableCodes
{
    /// <summary>Code of a row that covers every audience, age band or gender.</summary>
    public const string All = Cell.NotSplit;

    /// <summary>Prefix of the measures that count an audience.</summary>
    public const string AudiencePrefix = "audience:";

    private static readonly CodeLabel Everybody = new(All, "All together");

    private static readonly CodeLabel NotGiven = new(Cell.NotGiven, "Not given");

    private static readonly Dictionary<string, string> AboutLabels = new(StringComparer.Ordinal)
    {
        ["under-18"] = "Under 18",
        ["18-24"] = "18 to 24",
        ["25-34"] = "25 to 34",
        ["35-44"] = "35 to 44",
        ["45-plus"] = "45 or older",
        ["woman"] = "Woman",
        ["man"] = "Man",
        ["another"] = "Another gender",
    };

    /// <summary>The audiences, and all of them together.</summary>
    public static IEnumerable<CodeLabel> Audiences(ClosedPeriod period) => period.Questionnaire.Audiences
        .Select(audience => new CodeLabel(audience.Code, period.Wording.Audiences[audience.Code]))
        .Append(Everybody);

    /// <summary>The bands.</summary>
    public static IEnumerable<CodeLabel> Bands(ClosedPeriod period) =>
        period.Questionnaire.Bands.Select(band => new CodeLabel(band.Code, period.Wording.Bands[band.Code]));

    /// <summary>The flags.</summary>
    public static IEnumerable<CodeLabel> Flags(ClosedPeriod period) => period.Questionnaire.Flags.Select(flag =>
    {
        var (title, text) = period.Wording.Flags[flag.Code];
        return new CodeLabel(flag.Code, title ?? text);
    });

    /// <summary>The age bands, not given, and all of them that are split by gender.</summary>
    public static IEnumerable<CodeLabel> AgeBands { get; } = [NotGiven, .. AboutPerson.AgeBands.Select(About), Everybody];

    /// <summary>The genders, not given, and all of them.</summary>
    public static IEnumerable<CodeLabel> Genders { get; } = [NotGiven, .. AboutPerson.Genders.Select(About), Everybody];

    private static CodeLabel About(string code) => new(code, AboutLabels[code]);
}
