using KetamineScreening.Api.Releases.Tables;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>Writes the README of a release.</summary>
internal static class ReleaseReadme
{
    /// <summary>Writes the text.</summary>
    public static string Write(ClosedPeriod period, IReadOnlyList<ReleaseTable> tables)
    {
        var text = $$"""
            # {{period.Title}}

            {{Marks(period)}}Totals of an anonymous, **non-diagnostic** self-screening on ketamine use.

            - Questionnaire: `{{period.Questionnaire.Id}}`, version {{period.Published.Version}}, **not validated clinically**.
            - Period: {{period.Calendar.FirstDay:yyyy-MM-dd}} to {{period.Calendar.LastDay:yyyy-MM-dd}} (UTC).
            - People chose to take part: they are no sample of any population, and somebody may have answered twice.

            ## First commands

                sha256sum -c SHA256SUMS      checks the files
                python3 analyse.py           prints the main figures; writes analyse.png (pandas, matplotlib)
                Rscript analyse.R            the same with R; writes analyse.pdf (no packages)

            ## Files

            | file | contents |
            | --- | --- |
            {{string.Join('\n', tables.Select(table => $"| `{table.File}` | {table.Title} |"))}}
            | `datapackage.json` | columns, keys, hashes and the noise, as a Data Package (datapackage.org) |
            | `ddi.xml` | the same for data archives, as DDI Codebook 2.5 |
            | `CITATION.cff` | how to cite the release |
            | `SHA256SUMS` | hashes of all other files |

            ## Reading the numbers

            - Every count contains random noise: whole numbers with mean 0 and the standard deviation `sd_noise`. Counts can be
              negative. Do not cut them off: sums and means would be wrong on average.
            - `count_consistent` is estimated from all counters together, is more precise, and agrees across tables. Use it for figures.
            - `ci_low` and `ci_high` are 95 % intervals that include the noise.
            - Two figures with the same standard error sd differ by more than chance only when they differ by more than
              sqrt(2) x 1.96 x sd.

            `codebook.csv` explains every column and code, and has more notes.

            ## Privacy

            Zero-concentrated differential privacy by the discrete Gaussian mechanism (Canonne, Kamath, Steinke 2020);
            neighbours differ by one screening. Against everybody who has the releases: rho = {{period.Policy.RhoOfReleases}} per screening.
            Against somebody who also has one state of the open counters and their key: rho = {{period.Policy.Rho}}. The variance of
            the noise in each block is in `datapackage.json`. The unit is one screening: somebody who was counted several
            times is protected less.

            ## Licence

            CC0 1.0: no rights reserved.

            """;
        return text.ReplaceLineEndings("\n");
    }

    private static string Marks(ClosedPeriod period) =>
        (period.IsSynthetic ? "**SYNTHETIC: these are made-up screenings, for demonstration. Nobody answered them.**\n\n" : "")
        + (period.Sites.Count > 0
            ? $"**Pooled from {period.Sites.Count} sites: counts were added, and so were the variances of their noise.**\n\n"
            : "");
}
