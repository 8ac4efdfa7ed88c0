namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>One reported figure; every number is null when the figure is not given.</summary>
/// <param name="Measure">
/// <c>n</c>, <c>mean</c>, <c>sd</c>, <c>floor</c>, <c>ceiling</c>, <c>alpha</c>, <c>sem</c>, <c>item-rest</c> or
/// <c>alpha-if-dropped</c>.
/// </param>
/// <param name="Item">Id of the item; null when the figure describes the whole score.</param>
/// <param name="Value">The value; noise can make it impossible, for example a correlation above 1.</param>
/// <param name="NoiseError">Standard error caused by the noise.</param>
/// <param name="SamplingError">Sampling error: standard error if the people were drawn at random from a population; null for n.</param>
/// <param name="Low">Lower end of the 95 % interval for both errors.</param>
/// <param name="High">Upper end of the 95 % interval for both errors.</param>
public sealed record Figure(
    string Measure, string? Item, double? Value, double? NoiseError, double? SamplingError, double? Low, double? High);
