using System.Security.Cryptography;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Periods;

/// <summary>Registers the services for periods, their noisy counters and their keys.</summary>
internal static class PeriodRegistration
{
    /// <summary>Adds the services. Noise comes from the random source of the operating system.</summary>
    public static IServiceCollection AddPeriods(this IServiceCollection services, NoisePolicy policy) => services
        .AddSingleton(policy)
        .AddSingleton(new DiscreteGaussian(RandomNumberGenerator.Fill))
        .AddSingleton<PeriodKeys>()
        .AddSingleton<PeriodStore>()
        .AddSingleton<PeriodLifecycle>();
}
