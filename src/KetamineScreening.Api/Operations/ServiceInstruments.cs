using System.Diagnostics.Metrics;
using KetamineScreening.Api.Contributions;

namespace KetamineScreening.Api.Operations;

/// <summary>The instruments of the service itself. None of them depends on contributions, answers or the origin of a request.</summary>
internal sealed class ServiceInstruments
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "KetamineScreening";

    public ServiceInstruments(IMeterFactory meters, ContributionWriter writer)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "ketamine_screening.turns",
            () => writer.Turns,
            "{turn}",
            "Turns of the commit schedule that succeeded.");
        meter.CreateObservableGauge(
            "ketamine_screening.store_up",
            () => writer.IsStoreFailing ? 0 : 1,
            description: "1 when the last turn of the commit schedule succeeded, 0 when it failed.");
    }
}
