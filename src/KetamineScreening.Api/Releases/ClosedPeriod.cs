using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases;

/// <summary>A closed period with its released counters: the input of a release.</summary>
/// <param name="Id">Id of the period, which is the id of its release.</param>
/// <param name="Calendar">The quarter or year.</param>
/// <param name="IsSynthetic">Whether the screenings are synthetic, generated for a demonstration.</param>
/// <param name="Policy">The policy with which the noise was drawn; of pooled sites the one with the largest budget.</param>
/// <param name="Published">Newest version of the questionnaire in the major version of the period.</param>
/// <param name="Counters">The counters with the noise of the release, and the variance of this noise.</param>
internal sealed record ClosedPeriod(
    string Id, CalendarPeriod Calendar, bool IsSynthetic, NoisePolicy Policy, PublishedVersion Published, NoisyCounters Counters)
{
    /// <summary>The sites whose releases were added up; empty when the release comes from one site.</summary>
    public IReadOnlyList<PooledSite> Sites { get; init; } = [];

    /// <summary>The version of the questionnaire.</summary>
    public Questionnaire Questionnaire => Published.Questionnaire;

    /// <summary>The texts of the version in the source language.</summary>
    public Wording Wording => Published.Wordings[Http.Language.Source];

    /// <summary>Title of the release, marked when the screenings are synthetic.</summary>
    public string Title
    {
        get
        {
            var (mark, sites) = (IsSynthetic ? "SYNTHETIC: " : "", Sites.Count > 0 ? $", {Sites.Count} sites" : "");
            return $"{mark}{Wording.Title}, anonymous totals, {Calendar}{sites}";
        }
    }
}

/// <summary>One site of a pooled release.</summary>
/// <param name="Package">SHA-256 of the file <c>SHA256SUMS</c> of its release, which identifies the release.</param>
/// <param name="Rho">Budget of one screening at the site, an exact fraction.</param>
internal sealed record PooledSite(string Package, string Rho);
