using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Pages;

/// <summary>A filter or an old browser can block the scripts although they are turned on.</summary>
public sealed class BlockedScriptTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task The_page_says_that_the_questions_did_not_load_and_no_address_names_one()
    {
        await using var visitor = await Visitor.Arrive(
            chromium, service, "/health/live", new() { ViewportSize = new() { Width = 360, Height = 740 } });
        var page = visitor.Page;
        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.GotoAsync(service.Http.BaseAddress!.ToString());
        var (message, cards) = (page.Locator(".not-loaded"), page.Locator(".choice a[data-questionnaire]"));

        await Assertions.Expect(message).ToBeHiddenAsync();
        await Assertions.Expect(message).ToBeVisibleAsync();
        await Assertions.Expect(message).ToBeInViewportAsync();
        var (below, above) = (await cards.First.BoundingBoxAsync(), await message.BoundingBoxAsync());
        Assert.True(above!.Y + above.Height < below!.Y);
        for (var place = 0; place < await cards.CountAsync(); place++)
        {
            await cards.Nth(place).ClickAsync();
            await Assertions.Expect(page.Locator(".loading:visible")).ToHaveCountAsync(1);
            Assert.DoesNotContain("ketamine", page.Url, StringComparison.Ordinal);
        }

        await page.UnrouteAsync("**/*.js");
        await message.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
    }
}
