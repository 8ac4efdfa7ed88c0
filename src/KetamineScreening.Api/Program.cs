using System.Security.Cryptography;
using System.Text;
using KetamineScreening.Api.Admin;
using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;
using KetamineScreening.Api.Operations;
using KetamineScreening.Api.Pages;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;

try
{
    // appsettings.json and the content lie beside the executable, wherever it is started from. Nobody watches that file:
    // settings are read once, and a machine gives out few watches.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseKestrelHttpsConfiguration();
    var settings = Settings.Read(builder.Configuration);
    // Takes as long as everything else until the service listens, and is done meanwhile.
    var content = Task.Run(() => Content.Read(settings.ContentPath));
    if (settings.MetricsUrl is { } metrics) builder.WebHost.UseUrls([.. settings.Addresses, metrics.ToString()]);

    Logs.Add(builder.Logging);
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        // More than any body that is read: the rest is received and thrown away, so that the client comes to see the answer,
        // which it does not when the connection breaks while it sends. What is beyond is not even received.
        kestrel.Limits.MaxRequestBodySize = 64 * BodyReader.Limit;
        kestrel.Limits.MaxConcurrentConnections = settings.MaximumConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        // Browsers send headers byte by byte. Read as UTF-8, a letter such as é ends a request before anything of ours could
        // answer it: with an empty 400 that no page of another origin may look at. Lengths stay as they are: Kestrel breaks
        // the connection off at one that is too long in another encoding.
        kestrel.RequestHeaderEncodingSelector = name => name == HeaderNames.ContentLength ? null : Encoding.Latin1;
    });
    builder.Services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.TypeInfoResolver = ApiJson.Plain;
        json.SerializerOptions.Encoder = ApiJson.Plain.Options.Encoder;
        json.SerializerOptions.DefaultIgnoreCondition = ApiJson.Plain.Options.DefaultIgnoreCondition;
    });
    builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => Cors.Allow(policy, settings)));
    RateLimits.Add(builder.Services, settings);
    ApiDescription.Add(builder.Services);

    builder.Services.AddSingleton(settings);
    builder.Services.AddSingleton(TimeProvider.System);
    Content.Add(builder.Services, content);
    builder.Services.AddSingleton<CanonicalBase>();
    builder.Services.AddSingleton<Outcomes>();
    builder.Services.AddSingleton<ResponseForms>();
    builder.Services.AddSingleton<FhirServices>();
    builder.Services.AddSingleton<Problems>();
    builder.Services.AddSingleton(_ => Databases.Open(settings.StoreProvider, settings.StoreConnectionString));
    builder.Services.AddSingleton<StoreMigrations>();
    builder.Services.AddSingleton(settings.Noise);
    builder.Services.AddSingleton(new DiscreteGaussian(RandomNumberGenerator.Fill));
    builder.Services.AddSingleton<Strata>();
    builder.Services.AddSingleton<CounterStore>();
    builder.Services.AddSingleton<ReleaseStore>();
    builder.Services.AddSingleton<PublishedReleases>();
    builder.Services.AddSingleton<Periods>();
    builder.Services.AddSingleton<NetworkAllowance>();
    builder.Services.AddSingleton<RetryMemory>();
    builder.Services.AddSingleton<Contributions>();
    builder.Services.AddSingleton<Metrics>();
    // Before the web server, which starts last and stops first: so every accepted screening is seen.
    builder.Services.AddSingleton<ContributionWriter>();
    builder.Services.AddHostedService(services => services.GetRequiredService<ContributionWriter>());

    await using var app = builder.Build();
    if (await Verbs.RunAsync(app.Services, args) is { } exitCode) return exitCode;
    Proxies.Use(app, settings);
    Metrics.Use(app, settings);
    AccessLine.Use(app);
    SecurityHeaders.Use(app);
    Problems.Use(app);
    Cors.Use(app, settings);
    RateLimits.Use(app, settings);
    ApiDescription.Use(app);
    Endpoints.Map(app);

    // What makes a start impossible is found now, and not at the first request.
    app.Services.GetRequiredService<StoreMigrations>().RefuseForeign();
    Content.Check(app.Services);
    WebFiles.Map(app, settings);
    WidgetTexts.Map(app);
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is SettingsException or ContentException or StoreRefusedException or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
