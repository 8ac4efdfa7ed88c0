using KetamineScreening.Api.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace KetamineScreening.Browser.Tests.Pages;

/// <summary>A proxy serves the pages below a path, and removes the path from the requests that it passes on.</summary>
public sealed class SubPathTests(SharedService service, Chromium chromium)
{
    private const string Prefix = "/check";

    [Fact]
    public async Task Every_page_and_the_way_to_a_result_work_below_a_path()
    {
        await using var proxy = await Proxy();
        var root = new Uri(proxy.Urls.Single() + Prefix + "/");
        await using var visitor = await Visitor.Arrive(chromium, root);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers(("bladder", "weekly")));

        foreach (var address in (string[])["help", "about", "data", "docs/index.html", "docs/integrate", "embed/demo"])
        {
            await visitor.Page.GotoAsync(new Uri(root, address).ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        }

        Assert.All(visitor.Addresses, address => Assert.StartsWith(root.AbsolutePath, address.AbsolutePath, StringComparison.Ordinal));
        Assert.Empty(visitor.Complaints);

        await visitor.Page.GotoAsync(new Uri(root, "no/such/page").ToString());
        await visitor.Page.Locator(".help-now a").ClickAsync();
        await visitor.Page.WaitForURLAsync(new Uri(root, "help").ToString());
    }

    private async Task<WebApplication> Proxy()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Map(Prefix + "/{**path}", PassOn);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private async Task PassOn(HttpContext context)
    {
        var path = context.Request.Path.Value![Prefix.Length..] + context.Request.QueryString;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), path);
        request.Headers.TryAddWithoutValidation("Accept", context.Request.Headers.Accept.ToArray());
        if (HttpMethods.IsPost(context.Request.Method))
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        using var response = await service.Http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name != "Transfer-Encoding") context.Response.Headers[name] = values.ToArray();
        }

        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
