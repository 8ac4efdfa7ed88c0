using System.Globalization;
using FastEndpoints;
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
    /// <summary>Route pattern of the endpoints that receive screenings.</summary>
    public const string Screenings = "/v1/questionnaires/{id}/screenings";

    /// <summary>Runs a reference service until the process is stopped.</summary>
    /// <param name="kind">`echo`, `fastendpoints`, `echoraw`, `stored`, `static`, `survey` or `bare`.</param>
    /// <param name="argument">
    /// For `echo`, `fastendpoints` and `echoraw`, the lengths of the responses by questionnaire (`ID=BYTES,...`); for `stored`, the lengths
    /// of the bodies; for `static`, the folder of the files; for `survey`, the path of its database; for `bare`, see <see cref="Bare"/>.
    /// </param>
    public static async Task Serve(string kind, string argument)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("FastEndpoints", LogLevel.Warning);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EchoJson.Default));
        using var survey = kind == "survey" ? new Survey(argument) : null;
        if (kind == "static") builder.Services.AddResponseCompression();
        if (kind == "fastendpoints") AddFastEndpoints(builder.Services, argument);
        if (kind == "bare") Bare.Add(builder, argument);
        var app = builder.Build();
        app.MapGet("/", () => "Hello, World!");
        if (kind == "survey") survey!.Map(app);
        else if (kind == "static") UseStaticFiles(app, argument);
        else if (kind == "echo") MapEcho(app, argument);
        else if (kind == "fastendpoints") app.MapFastEndpoints();
        else if (kind == "bare") Bare.Map(app, argument);
        else if (kind == "echoraw") MapRaw(app, argument);
        else if (kind == "stored") MapStored(app, argument);
        else throw new ArgumentException($"There is no reference '{kind}'.", nameof(kind));
        await app.RunAsync();
    }

    // An ordinary minimal API with a typed request and a typed response.
    private static void MapEcho(WebApplication app, string lengths)
    {
        var entries = new EchoEntries(ServedLengths.Parse(lengths));
        app.MapPost(Screenings, (string id, EchoRequest body) => TypedResults.Ok(new EchoResponse(id, body, entries.Of(id))));
    }

    private static void AddFastEndpoints(IServiceCollection services, string lengths) => services
        .AddSingleton(new EchoEntries(ServedLengths.Parse(lengths)))
        .AddFastEndpoints([typeof(FastEndpointsEcho), typeof(FastEndpointsRequest), typeof(FastEndpointsValidator)]);

    // The minimum of work for a POST request: receive the body and send stored bytes.
    private static void MapRaw(WebApplication app, string lengths)
    {
        var stored = ServedLengths.Parse(lengths).ToDictionary(entry => entry.Key, entry => Spaces(entry.Value));
        app.MapPost(Screenings, (string id, HttpContext context) => Send(context, stored[id]));
    }

    /// <summary>Receives a body without parsing it and sends stored bytes.</summary>
    public static async Task Send(HttpContext context, byte[] stored)
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
    }

    /// <summary>Bytes of a length.</summary>
    public static byte[] Spaces(int length) => [.. Enumerable.Repeat((byte)' ', length)];

    private static void UseStaticFiles(WebApplication app, string folder)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder) });
    }

    private static void MapStored(WebApplication app, string lengths)
    {
        foreach (var length in lengths.Split(',').Distinct())
        {
            var stored = Spaces(int.Parse(length, CultureInfo.InvariantCulture));
            app.MapGet($"/stored/{length}", () => TypedResults.Bytes(stored, "text/plain"));
        }
    }
}
