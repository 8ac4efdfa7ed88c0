namespace KetamineScreening.Api.Releases;

/// <summary>Registers what keeps and serves releases.</summary>
internal static class ReleaseRegistration
{
    /// <summary>Adds the store of releases, and the copy in memory that they are served from.</summary>
    public static IServiceCollection AddReleases(this IServiceCollection services) =>
        services.AddSingleton<ReleaseStore>().AddSingleton<PublishedReleases>();
}
