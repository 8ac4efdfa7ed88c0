using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Security;
using System.Text;
using KetamineScreening.Api.Pages;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace KetamineScreening.Api.Docs;

/// <summary>Serves the guides as pages below <c>/docs</c> and links them with Swagger UI.</summary>
internal static class GuidePages
{
    /// <summary>Adds the navigation between the guides to the page of Swagger UI.</summary>
    public static void Add(IServiceCollection services) => services.Configure<SwaggerUIOptions>(page =>
    {
        var original = page.IndexStream;
        page.HeadContent = """<link rel="stylesheet" href="../guide.css">""";
        page.IndexStream = () =>
        {
            using var reader = new StreamReader(original());
            var html = reader.ReadToEnd().Replace("<body>", $"<body>\n{GuideLayout.Navigation(current: null)}", StringComparison.Ordinal);
            return new MemoryStream(Encoding.UTF8.GetBytes(html));
        };
    });

    /// <summary>Maps one endpoint per guide. A page is rendered at the first request for it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var guide in Guide.All)
        {
            var page = new WebFile(() => Encoding.UTF8.GetBytes(GuideLayout.Page(guide)), "text/html; charset=utf-8");
            routes.MapMethods($"/docs/{guide.Name}", HttpVerbs.GetAndHead, context => page.Serve(context).ExecuteAsync(context))
                .ExcludeFromDescription()
                .WithMetadata(PagePolicy.Plain);
        }
    }
}
