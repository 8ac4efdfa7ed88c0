
namespace KetamineScreening.Api.Store;

/// <summary>Registers the database.</summary>
internal static class StoreRegistration
{
    /// <summary>Adds the database of the options and its migrations.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options) => services
        .AddSingleton(_ => Databases.Open(options.Provider, options.ConnectionString, options.AllowUnencrypted))
        .AddSingleton<StoreMigrations>();
}
