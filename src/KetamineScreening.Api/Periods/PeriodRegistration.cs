using System.Security.Cryptography;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>Registers what keeps the noisy counters of periods.</summary>
internal static class PeriodRegistration
{
    /// <summary>Adds the stores of periods and counters, with noise from the operating system's random source.</summary>
    public static IServiceCollection AddPeriods(this IServiceCollection services, NoisePolicy policy) => services
        .AddSingleton(policy)
        .AddSingleton(new DiscreteGaussian(RandomNumberGenerator.Fill))
        .AddSingleton<PeriodStore>()
        .AddSingleton<CounterStore>()
        .AddSingleton<PeriodLifecycle>();
}
