using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace KetamineScreening.Browser.Tests;

/// <summary>An embedding page with its own origin and its own content security policy.</summary>
internal sealed class HostPage : IAsyncDisposable
{
    private readonly WebApplication server;

    private HostPage(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.Single());

    /// <summary>Serves one page; its policy allows only the given directives.</summary>
    /// <param name="body">HTML of the page below its heading.</param>
    /// <param name="policy">Directives of the content security policy besides <c>default-src</c>.</param>
    /// <param name="files">Folder whose files are served; none when left out.</param>
    /// <param name="path">Path of these files.</param>
    public static async Task<HostPage> Start(string body, string policy, string? files = null, string path = "/lforms")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = $"default-src 'none'; {policy}";
            var main = $"<main><h1>Clinic</h1>{body}</main>";
            return Results.Content($"<!DOCTYPE html><html lang=\"en\"><title>Clinic</title>{main}</html>", "text/html");
        });
        if (files is not null)
        {
            app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(files), RequestPath = path });
        }

        await app.StartAsync(TestContext.Current.CancellationToken);
        return new HostPage(app);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
