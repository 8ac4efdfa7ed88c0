namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Reliability statistics of a questionnaire in a period, such as a paper on a questionnaire reports them.</summary>
public static class Psychometrics
{
    /// <summary>The figures of a period; every period of a questionnaire and profile has the same figures in the same order.</summary>
    public static IReadOnlyList<Figure> Of(NoisyCounters counters) => throw new NotSupportedException(counters.ToString());
}
