using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Store;

/// <summary>Registers the database.</summary>
internal static class StoreRegistration
{
    /// <summary>Adds the database of the settings and its migrations.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, Settings settings) => services
        .AddSingleton(_ => Databases.Open(settings.StoreProvider, settings.StoreConnectionString))
        .AddSingleton<StoreMigrations>();
}
