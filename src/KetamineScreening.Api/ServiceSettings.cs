using KetamineScreening.Api.Http;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Operations;
using KetamineScreening.Api.Pages;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Api;

/// <summary>All settings of the service, read and validated once at start.</summary>
internal sealed record ServiceSettings(
    ContributionOptions Contributions,
    AboutOptions About,
    PrivacyOptions Privacy,
    PeriodOptions Periods,
    KeyOptions Keys,
    RateLimitOptions RateLimits,
    LimitOptions Limits,
    ProxyOptions Proxies,
    StrictTransportOptions Hsts,
    PathOptions Path,
    HealthOptions Health,
    MetricsOptions Metrics,
    OtlpOptions Otlp,
    StoreOptions Store,
    ContentOptions Content,
    FhirOptions Fhir,
    CrossOriginOptions Cors,
    EmbedOptions Embed,
    OperatorOptions Operator,
    OfflineOptions Offline,
    DocsOptions Docs)
{
    /// <summary>The key of every setting, such as <c>Store:Provider</c>.</summary>
    public static IReadOnlyList<string> SettingNames
    {
        get
        {
            var reader = new OptionsReader(new ConfigurationBuilder().Build());
            Read(reader);
            return reader.Keys;
        }
    }

    /// <summary>Reads and validates the settings.</summary>
    /// <param name="configuration">The configuration of the host.</param>
    /// <param name="environment">The hosting environment.</param>
    /// <param name="needsKeys">Whether keys of open periods are used, so that Production requires a folder for the keys.</param>
    /// <exception cref="SettingsException">A setting is invalid. The message names every invalid setting.</exception>
    public static ServiceSettings Read(IConfiguration configuration, IHostEnvironment environment, bool needsKeys = true)
    {
        var reader = new OptionsReader(configuration);
        var settings = Read(reader);
        var keyProblem = settings.Keys.Complete(settings.Store, isProduction: environment.IsProduction() && needsKeys);
        List<string> problems = [.. reader.Faults, .. HostSettings.Faults(configuration)];
        if (keyProblem is not null) problems.Add(keyProblem);
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    /// <summary>Registers the options of each folder.</summary>
    public void Register(IServiceCollection services) => services
        .AddSingleton(Content)
        .AddSingleton(Store)
        .AddSingleton(Contributions)
        .AddSingleton(About)
        .AddSingleton(Privacy)
        .AddSingleton(Periods)
        .AddSingleton(Keys)
        .AddSingleton(Embed)
        .AddSingleton(Operator)
        .AddSingleton(Offline)
        .AddSingleton(Docs)
        .AddSingleton(Health)
        .AddSingleton(Metrics)
        .AddSingleton(Fhir);

    private static ServiceSettings Read(OptionsReader reader) => new(
        reader.Read<ContributionOptions>("Contributions"),
        reader.Read<AboutOptions>("About"),
        reader.Read<PrivacyOptions>("Privacy"),
        reader.Read<PeriodOptions>("Periods"),
        reader.Read<KeyOptions>("Keys"),
        reader.Read<RateLimitOptions>("RateLimits"),
        reader.Read<LimitOptions>("Limits"),
        reader.Read<ProxyOptions>("Proxies"),
        reader.Read<StrictTransportOptions>("Hsts"),
        reader.Read<PathOptions>(""),
        reader.Read<HealthOptions>("Health"),
        reader.Read<MetricsOptions>("Metrics"),
        reader.Read<OtlpOptions>(""),
        reader.Read<StoreOptions>("Store"),
        reader.Read<ContentOptions>("Content"),
        reader.Read<FhirOptions>("Fhir"),
        reader.Read<CrossOriginOptions>("Cors"),
        reader.Read<EmbedOptions>("Embed"),
        reader.Read<OperatorOptions>("Operator"),
        reader.Read<OfflineOptions>("Offline"),
        reader.Read<DocsOptions>("Docs"));
}
