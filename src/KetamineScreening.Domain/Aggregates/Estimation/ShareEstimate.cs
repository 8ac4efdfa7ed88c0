namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>A share estimated from noisy counters; every member is null when the whole is not clearly positive.</summary>
/// <param name="Value">The share; noise can make it negative or larger than 1, and it is never clipped.</param>
/// <param name="NoiseError">Standard error caused by the noise.</param>
/// <param name="SamplingError">Standard error of the share as an estimate for the people whom these stand for.</param>
/// <param name="Low">Lower end of the 95 % interval for both errors.</param>
/// <param name="High">Upper end of the 95 % interval for both errors.</param>
public readonly record struct ShareEstimate(double? Value, double? NoiseError, double? SamplingError, double? Low, double? High);
