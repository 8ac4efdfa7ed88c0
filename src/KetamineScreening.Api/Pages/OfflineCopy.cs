using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Security;
using KetamineScreening.Api.Interface;

namespace KetamineScreening.Api.Pages;

/// <summary>The service worker, which keeps a copy of the page on the device, and the manifest with a neutral name.</summary>
/// <remarks>
/// The server lists the files of the copy, and names the copy after a hash of them. A new version of any file therefore makes a new
/// worker, which the browser takes once no page of the old one is open.
/// </remarks>
internal sealed class OfflineCopy(IReadOnlyList<CopiedFile> files, IServiceProvider services)
{
    private const string Worker = "worker.js";
    private const string RemovingWorker = "removing-worker.js";

    private readonly HelpDirectory help = services.GetRequiredService<HelpDirectory>();
    private (object Day, WebFile File)? worker;

    /// <summary>Maps worker and manifest.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var isOn = services.GetRequiredService<OfflineOptions>().Enabled;
        routes
            .MapMethods("/worker.js", HttpVerbs.GetAndHead, context => (isOn ? Current() : Removing()).Serve(context).ExecuteAsync(context))
            .ExcludeFromDescription()
            .WithMetadata(PagePolicy.Worker);
        routes
            .MapMethods("/app.webmanifest", HttpVerbs.GetAndHead, context => Manifest(context).ExecuteAsync(context))
            .ExcludeFromDescription();
    }

    // Help contacts expire with the day, and the copy with them.
    private WebFile Current()
    {
        object day = help.For(null, Language.Source);
        if (worker is { } current && current.Day == day) return current.File;
        var file = new WebFile(Write, WebFiles.Script);
        worker = (day, file);
        return file;
    }

    private byte[] Write()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in files.SelectMany(file => file.Content())) hash.AppendData(content);
        var name = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        var list = JsonSerializer.Serialize([.. files.Select(file => '.' + file.Address)], PagesJson.Plain.IReadOnlyListString);
        return Encoding.UTF8.GetBytes($"const HASH = '{name}';\nconst FILES = {list};\n{File.ReadAllText(PathOf(Worker))}");
    }

    private static WebFile Removing() => new(() => File.ReadAllBytes(PathOf(RemovingWorker)), WebFiles.Script);

    private IResult Manifest(HttpContext context)
    {
        var pages = services.GetRequiredService<PageContent>()[PageContent.Shared];
        var (language, isChosen) = Language.OfPage(context.Request, pages.Languages);
        CacheHeaders.SetRevalidate(context.Response, language);
        var start = "./" + PageAddress.QueryOf(language, isChosen);
        var manifest = new AppManifest(pages.Find(language, "appName")!, start, "browser", [new("./icon.svg", "image/svg+xml", "any")]);
        return Results.Bytes(
            JsonSerializer.SerializeToUtf8Bytes(manifest, PagesJson.Plain.AppManifest), "application/manifest+json");
    }

    private static string PathOf(string name) => Path.Combine(WebFiles.Root, Template.Parts, name);
}
