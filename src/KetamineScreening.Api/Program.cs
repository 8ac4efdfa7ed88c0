using System.Runtime.InteropServices;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Limits;
using KetamineScreening.Api;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Docs;
using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.OpenApi;
using KetamineScreening.Api.Operations;
using KetamineScreening.Api.Pages;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Api.Store;
using Microsoft.AspNetCore.Connections;

try
{
    var commandLine = CommandLine.Read(args);
    if (commandLine.ExitCode is { } exitCode) return exitCode;

    // The content and appsettings.json are beside the executable. Reload is off: settings are read once, and inotify watches are limited.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
    {
        Args = ["--hostBuilder:reloadConfigOnChange=false", .. commandLine.Settings],
        ContentRootPath = AppContext.BaseDirectory,
    });
    var settings = ServiceSettings.Read(builder.Configuration, builder.Environment, commandLine.NeedsKeys);
    HostSettings.SetAllowedHosts(builder.Configuration, hasProxy: settings.Proxies.Networks.Count > 0);
    // Reading takes as long as the rest of the start, so both run at the same time.
    var content = Task.Run(() => ServedContent.Read(settings.Content.Path));

    // The web server, logs and metrics
    builder.WebHost.UseKestrelHttpsConfiguration();
    builder.WebHost.ConfigureKestrel(kestrel => KestrelLimits.Configure(kestrel, settings.Limits, settings.Proxies));
    Drain.Add(builder.Services, settings.Health);
    Logs.Add(builder.Logging);
    Metrics.Add(builder, settings.Metrics, settings.Otlp);

    // The data's way: content, screenings, contributions, periods, releases
    settings.Register(builder.Services);
    ServedContent.Add(builder.Services, content);
    builder.Services.AddSingleton(TimeProvider.System).AddSingleton<PrecomputedVersions>().AddFhir();
    builder.Services.AddStore(settings.Store).AddPeriods(settings.Privacy.Noise).AddReleases().AddContributions();

    // HTTP: the endpoints and their description
    builder.Services.ConfigureHttpJsonOptions(ApiJson.Configure)
        .AddHttp(settings.Cors, settings.RateLimits, settings.Hsts, costly: FhirGroup.Prefix);
    ApiDescription.Add(builder.Services);
    Endpoints.Add(builder.Services);
    WebFiles.Add(builder.Services);
    GuidePages.Add(builder.Services);

    await using var app = builder.Build();
    if (commandLine.Command is { } command) return await command(app.Services);

    app.UseHttp(settings.Proxies, settings.Path, settings.Cors, settings.RateLimits);
    ApiDescription.Use(app, settings.Docs);
    Endpoints.Map(app);
    WebFiles.Map(app, settings.Embed);
    SecurityText.Map(app);
    GuidePages.Map(app, settings.Docs);
    PublicPath.RefuseOwnAddress(app, settings.Path);

    // Faults that make a start impossible are found now, not at the first request.
    app.Services.GetRequiredService<StoreMigrations>().EnsureOwnDatabase();
    await StoreInspection.RunAsync(app.Services);
    ServedContent.Check(app.Services);
    OperatorPart.Warn(app.Services);
    // The host itself handles SIGTERM, SIGINT and SIGQUIT. A terminal that closes must not end the process before the last commit.
    using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        app.Lifetime.StopApplication();
    });
    await app.RunAsync();
    return 0;
}
catch (Exception refusal) when (refusal is SettingsException or ContentException or StoreRefusedException
    or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
