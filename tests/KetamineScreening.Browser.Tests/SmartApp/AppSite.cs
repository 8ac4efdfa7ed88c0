using KetamineScreening.Api.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace KetamineScreening.Browser.Tests.SmartApp;

/// <summary>The files of the SMART app as a site serves them: with its addresses in the page, and LHC-Forms beside it.</summary>
internal sealed class AppSite : IAsyncDisposable
{
    private readonly WebApplication server;

    private AppSite(WebApplication server) => this.server = server;

    public string Origin => server.Urls.Single();

    public static async Task<AppSite> Start(string service, RecordServer record)
    {
        var lforms = Repository.PathOf("tests/fhir/packages/lforms/package/dist/lforms");
        Requirement.Needs(Directory.Exists(lforms), "LHC-Forms is missing: run 'node packages.mjs' in tests/fhir.");
        var folder = Repository.PathOf("examples/smart-app");
        var page = (await File.ReadAllTextAsync(Path.Combine(folder, "index.html"), TestContext.Current.CancellationToken))
            .Replace("https://YOUR-SERVICE", service, StringComparison.Ordinal)
            .Replace("https://YOUR-RECORD", record.Origin, StringComparison.Ordinal)
            .Replace("https://YOUR-TOKEN-SERVER", record.AuthorizationOrigin, StringComparison.Ordinal)
            .Replace("data-country=\"\"", "data-country=\"GB\"", StringComparison.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.Content(page, "text/html"));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder) });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(lforms), RequestPath = "/lforms" });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AppSite(app);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
