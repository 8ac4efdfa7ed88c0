namespace KetamineScreening.Api.Releases;

/// <summary>The headline figures of all releases of one major version of a questionnaire.</summary>
/// <param name="Questionnaire">Id of the questionnaire.</param>
/// <param name="MajorVersion">Its major version.</param>
/// <param name="Synthetic">Whether the releases hold made-up screenings, for demonstration.</param>
/// <param name="Figures">The figures, those of the oldest release first.</param>
internal sealed record SeriesDocument(string Questionnaire, long MajorVersion, bool Synthetic, IReadOnlyList<SeriesFigure> Figures);

/// <summary>One figure of one release, with its errors.</summary>
/// <param name="Release">Id of the release.</param>
/// <param name="PeriodStart">First day of the period, for example `2026-10-01`.</param>
/// <param name="PeriodEnd">Last day of the period.</param>
/// <param name="Table">Table that the figure is from: `summary`, `bands`, `flags` or `psychometrics`.</param>
/// <param name="Group">Audience of a band, or `all`; else empty.</param>
/// <param name="Code">`n`, `complete`, `alpha`, or the code of a band or flag.</param>
/// <param name="Measure">`count`, `share` or `alpha`.</param>
/// <param name="Value">The figure; left out when too few people took part.</param>
/// <param name="SeNoise">Standard error that the noise causes.</param>
/// <param name="SeSampling">Standard error from sampling; left out for a count.</param>
/// <param name="CiLow">Lower end of the 95 % interval.</param>
/// <param name="CiHigh">Upper end of the 95 % interval.</param>
internal sealed record SeriesFigure(
    string Release,
    string PeriodStart,
    string PeriodEnd,
    string Table,
    string Group,
    string Code,
    string Measure,
    double? Value,
    double? SeNoise,
    double? SeSampling,
    double? CiLow,
    double? CiHigh);
