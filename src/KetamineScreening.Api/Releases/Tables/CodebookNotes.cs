namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The notes of a codebook on how to read the tables.</summary>
internal static class CodebookNotes
{
    private static readonly (string, string)[] Common =
    [
        (
            "noise",
            "Every count has random noise in it, drawn when counting began and once more when the period was closed: whole "
            + "numbers with mean 0 and the standard deviation sd_noise."),
        (
            "negative",
            "Counts and shares can be negative, and a share can exceed 1. Do not cut them off: sums and means would no longer be "
            + "right on average."),
        (
            "consistent",
            "count is one noisy counter, or a sum of several. count_consistent is estimated by weighted least squares from all "
            + "counters that add up to the same number of people, so it is at least as precise, and items, scores, bands and groups agree. "
            + "Use it for figures; use count to recompute them."),
        (
            "intervals",
            "ci_low and ci_high are a 95 % interval for both errors, noise and sampling. The interval of a share contains every "
            + "share p for which part - p x whole is less than 1.96 standard deviations from 0; without noise it is Wilson's "
            + "interval. The interval of any other figure is about 1.96 x sqrt(se_noise^2 + se_sampling^2) to each side. In "
            + "summary.csv the interval of a count covers the noise alone. Sampling means: as if the people were drawn at random "
            + "from those who could have taken part."),
        (
            "empty-shares",
            "A share is left empty when the number of people that it is a share of is less than four standard deviations of its "
            + "noise. The share itself plays no part in that."),
        (
            "difference",
            "Two figures with the same standard error sd differ by more than chance explains (95 %) only when they differ by more "
            + "than sqrt(2) x 1.96 x sd, which is 2.77 x sd. With unequal errors it is 1.96 x sqrt(sd1^2 + sd2^2). When many "
            + "figures are compared, some differ by chance."),
        (
            "moments",
            "Moments are over complete screenings: every scored item was asked and answered. They use moment_value, a small whole "
            + "number around zero; weight = middle of the scale + step x moment_value."),
        (
            "covariance",
            "covariance.csv is corrected for the noise and was made positive definite, so that programs for factor analysis "
            + "accept it with n. Its standard errors in such programs leave the noise out, and are too small."),
        (
            "psychometrics",
            "Figures are over complete screenings and corrected for the noise. Whether they are given depends on the noisy number "
            + "of people alone, never on the value: a value can be impossible, such as an alpha above 1, and is given as it is."),
        (
            "floor-ceiling",
            "Shares of the lowest and the highest score among people who were asked every scored item, incomplete screenings too."),
        (
            "sdc",
            "The tables that end in _sdc are the classic view: counts below 15 are left out, others rounded to 10. They are "
            + "computed from the noisy counts."),
        ("not-validated", "The questionnaire is not validated clinically."),
        (
            "not-a-sample",
            "The people who answered are not a sample of any population: they chose to take part, and may have answered twice or not in "
            + "earnest."),
    ];

    /// <summary>The notes of a release, the most important ones first.</summary>
    public static IEnumerable<(string Id, string Text)> Of(ClosedPeriod period)
    {
        if (period.IsSynthetic)
        {
            yield return ("synthetic", "This release is SYNTHETIC: it was made from made-up screenings, for demonstration.");
        }

        if (period.Sites.Count > 0)
        {
            yield return (
                "pooled",
                $"This release adds up the releases of {period.Sites.Count} sites: counts were added, and so were the variances of "
                + "their noise. The same person may have taken part at several sites.");
        }

        foreach (var note in Common) yield return note;
    }
}
