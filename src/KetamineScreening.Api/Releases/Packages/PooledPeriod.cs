using System.Collections.Immutable;
using KetamineScreening.Api.Http;
using KetamineScreening.Domain.Aggregates.Estimation;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>Adds up the releases of several sites.</summary>
internal static class PooledPeriod
{
    /// <summary>The pooled period: counts add, and so do the variances of their noise, because the noise of each site is its own.</summary>
    /// <param name="sites">The folder and the release of each site, at least two.</param>
    /// <exception cref="PackageException">A release does not match the first one, or a site is there twice.</exception>
    public static ClosedPeriod Of(IReadOnlyList<(string Folder, ClosedPeriod Closed)> sites)
    {
        var first = sites[0].Closed;
        foreach (var (folder, period) in sites.Skip(1))
        {
            if (Difference(first, period) is { } difference) throw new PackageException(folder, $"{difference}, unlike {sites[0].Folder}");
        }

        var packages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, period) in sites)
        {
            if (period.Sites.All(site => packages.Add(site.Package))) continue;
            throw new PackageException(folder, "the release of a site is there twice");
        }

        var synthetic = first.IsSynthetic ? "-synthetic" : "";
        var counters = sites.Select(site => site.Closed.Counters).Aggregate(Sum);
        return first with
        {
            Id = $"{first.Questionnaire.Id}-{first.Questionnaire.Version.Major}-{first.Calendar}-pooled{synthetic}",
            Policy = sites.Select(site => site.Closed.Policy).MaxBy(policy => policy.Rho)!,
            Counters = counters,
            Sites = [.. sites.SelectMany(site => site.Closed.Sites).OrderBy(site => site.Package, StringComparer.Ordinal)],
        };
    }

    private static string? Difference(ClosedPeriod first, ClosedPeriod other) => (first, other) switch
    {
        _ when first.Questionnaire.Id != other.Questionnaire.Id => $"the questionnaire is '{other.Questionnaire.Id}'",
        _ when first.Published.Version != other.Published.Version => $"the version of the questionnaire is {other.Published.Version}",
        _ when first.Calendar != other.Calendar => $"the period is {other.Calendar}",
        _ when first.IsSynthetic != other.IsSynthetic => $"the screenings are {(other.IsSynthetic ? "synthetic" : "real")}",
        _ when first.Policy.Profile != other.Policy.Profile => $"the profile is {JsonFormat.CodeOf(other.Policy.Profile)}",
        _ => null,
    };

    private static NoisyCounters Sum(NoisyCounters left, NoisyCounters right) => left with
    {
        Values = [.. left.Values.Zip(right.Values, (one, other) => checked(one + other))],
        Variances = left.Variances.ToImmutableDictionary(entry => entry.Key, entry => entry.Value + right.Variances[entry.Key]),
    };
}
