namespace KetamineScreening.Api.Contributions;

/// <summary>Registers what takes contributions and writes them to the store.</summary>
internal static class ContributionRegistration
{
    /// <summary>Adds the intake and its writer.</summary>
    /// <remarks>
    /// The writer is registered before the web server starts and stops after it, so that it sees every accepted screening.
    /// </remarks>
    public static IServiceCollection AddContributions(this IServiceCollection services) => services
        .AddSingleton<NetworkAllowance>()
        .AddSingleton<RetryMemory>()
        .AddSingleton<ContributionIntake>()
        .AddSingleton<ContributionWriter>()
        .AddHostedService(provider => provider.GetRequiredService<ContributionWriter>());
}
