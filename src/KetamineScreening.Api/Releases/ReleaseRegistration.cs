namespace KetamineScreening.Api.Releases;

/// <summary>Registers the services that store and serve releases.</summary>
internal static class ReleaseRegistration
{
    /// <summary>Adds the store of releases, and the copy in memory from which they are served.</summary>
    public static IServiceCollection AddReleases(this IServiceCollection services) =>
        services.AddSingleton<ReleaseStore>().AddSingleton<PublishedReleases>();
}
