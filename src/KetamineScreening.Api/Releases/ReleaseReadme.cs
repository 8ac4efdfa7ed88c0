
namespace KetamineScreening.Api.Releases;

/// <summary>Writes the README of a release.</summary>
internal static class ReleaseReadme
{
    private const string Noise =
        "Every counter was given random noise before the first person was counted, and no count without noise was ever\n"
        + "stored; as much was added again when the period was closed. The noise is whole numbers of mean 0; `sd_noise` is its "
        + "standard deviation. So a count can be negative:\n"
        + "leave it so, or sums and means go wrong. A difference smaller than about twice `sd_noise` says nothing.";

    public static string Write(ClosedPeriod period)
    {
        var (version, policy) = (period.Published.Version, period.Policy);
        var text = $"""
            # {period.Wording.Title}: anonymous totals, {period.Calendar}

            {Marks(period)}Totals of an anonymous, **non-diagnostic** self-screening on ketamine use (`{period.Questionnaire.Id}`, version
            {version}). The questionnaire is **not validated clinically**. People chose to take part and nothing is known of
            them: this is no sample of any population, and somebody may have answered twice, or not in earnest.

            ## The files

            | file | what it holds |
            | --- | --- |
            {string.Join('\n', DataPackage.Tables.Select(table => $"| `{table.File}` | {table.Title} |"))}
            | `datapackage.json` | columns, hashes and the privacy policy, as a Data Package (datapackage.org) |
            | `SHA256SUMS` | hashes; `sha256sum -c SHA256SUMS` checks them |

            ## How to read the counts

            {Noise}

            Tables have noise of their own and need not agree: take each figure from the table made for it. The tables
            ending in `_sdc` hide counts below 15 and round the rest to 10, for those who need that form; they are computed
            from the noisy counts.

            ## Open it

                import pandas as pd
                options = pd.read_csv("item_options.csv")

                options <- read.csv("item_options.csv")

            ## Privacy

            Zero-concentrated differential privacy with rho = {policy.Rho} per screening, for all time (neighbours differ by one
            screening added or removed), by the discrete Gaussian mechanism (Canonne, Kamath, Steinke 2020), against whoever has
            this release and one copy of the database; {policy.RhoOfReleases} against whoever has the release alone. The variance of each table is in `datapackage.json`.

            ## Licence

            CC0 1.0: no rights reserved.

            """;
        return text.ReplaceLineEndings("\n");
    }

    private static string Marks(ClosedPeriod period) =>
        (period.IsSynthetic ? "**SYNTHETIC: these are made-up screenings, for demonstration. Nobody answered them.**\n\n" : "");
}
