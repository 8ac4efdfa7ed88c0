using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace KetamineScreening.Benchmarks.References;

/// <summary>Reference services; each does less than the real one, in the ordinary way.</summary>
internal static class Reference
{
    private const string Screenings = "/v1/questionnaires/{id}/screenings";

    /// <summary>Runs a reference service until the process is stopped.</summary>
    /// <param name="kind">`echo`, `echoraw`, `plaintext`, `static` or `survey`.</param>
    /// <param name="argument">
    /// Approximate length of the responses in bytes; for `static`, the folder of the files; for `survey`, the path of its database.
    /// </param>
    public static async Task Serve(string kind, string argument)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EchoJson.Default));
        if (kind == "static") builder.Services.AddResponseCompression();
        var app = builder.Build();
        using var survey = kind == "survey" ? new Survey(argument) : null;
        if (survey is not null) survey.Map(app);
        else if (kind == "static") UseStaticFiles(app, argument);
        else if (kind == "echo") MapEcho(app, Size());
        else if (kind == "echoraw") MapRaw(app, Size());
        else MapPlaintext(app, Size());
        await app.RunAsync();

        int Size() => int.Parse(argument, CultureInfo.InvariantCulture);
    }

    // An ordinary minimal API with a typed request and a typed response.
    private static void MapEcho(WebApplication app, int size)
    {
        var text = new string('x', Math.Max(1, (size / 100) - 85));
        var entries = Enumerable.Range(0, 100)
            .Select(index => new Entry($"entry-{index}", $"Entry number {index}", text, index, index % 2 == 0))
            .ToList();
        app.MapPost(Screenings, (string id, EchoRequest body) => TypedResults.Ok(new EchoResponse(id, body, entries)));
        app.MapGet("/", () => "ready");
    }

    // The minimum of work for a POST request: receive the body and send stored bytes.
    private static void MapRaw(WebApplication app, int size)
    {
        var stored = Enumerable.Repeat((byte)' ', size).ToArray();
        app.MapPost(Screenings, async (HttpContext context) =>
        {
            while (true)
            {
                var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) break;
            }

            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = stored.Length;
            await context.Response.Body.WriteAsync(stored, context.RequestAborted);
        });
        app.MapGet("/", () => "ready");
    }

    private static void UseStaticFiles(WebApplication app, string folder)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder) });
        app.MapGet("/", () => "ready");
    }

    private static void MapPlaintext(WebApplication app, int size)
    {
        var stored = Enumerable.Repeat((byte)'x', size).ToArray();
        app.MapGet("/", () => "Hello, World!");
        app.MapGet("/large", () => TypedResults.Bytes(stored, "text/plain"));
    }
}

/// <summary>Request body of a screening.</summary>
internal sealed record EchoRequest(Dictionary<string, string> Answers, bool Contribute, string? Version = null);

/// <summary>Response of the echo.</summary>
internal sealed record EchoResponse(string Id, EchoRequest Echo, IReadOnlyList<Entry> Entries);

/// <summary>An entry that fills the response to its length.</summary>
internal sealed record Entry(string Code, string Label, string Text, int Value, bool Done);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EchoRequest))]
[JsonSerializable(typeof(EchoResponse))]
[JsonSerializable(typeof(Stored))]
internal sealed partial class EchoJson : JsonSerializerContext;
