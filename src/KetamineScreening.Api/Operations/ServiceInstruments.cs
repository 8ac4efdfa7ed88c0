using System.Diagnostics.Metrics;
using KetamineScreening.Api.Contributions;

namespace KetamineScreening.Api.Operations;

/// <summary>The instruments of the service itself; none of them depends on answers, bands or the origin of a request.</summary>
/// <remarks>
/// Pending screenings are rounded down to whole batches: with exact numbers, a scrape every second would show when a single
/// person agreed to be counted.
/// </remarks>
internal sealed class ServiceInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "KetamineScreening";

    public ServiceInstruments(
        IMeterFactory meters, ContributionIntake contributions, ContributionWriter writer, ContributionOptions options)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableUpDownCounter(
            "ketamine_screening.pending_batches",
            () => contributions.Tallies.Sum(tally => tally.Pending / options.MinimumBatch),
            "{batch}",
            "Whole batches of screenings in memory that are not committed yet.");
        meter.CreateObservableCounter(
            "ketamine_screening.dropped",
            () => contributions.Dropped,
            "{screening}",
            "Screenings that were not counted because the maximum was pending already.");
        meter.CreateObservableCounter(
            "ketamine_screening.turns",
            () => writer.Turns,
            "{turn}",
            "Turns of the commit schedule that succeeded, with or without a batch.");
        meter.CreateObservableGauge(
            "ketamine_screening.store_up",
            () => writer.IsStoreFailing ? 0 : 1,
            description: "1 when the last turn of the commit schedule succeeded, 0 when it failed.");
    }
}
