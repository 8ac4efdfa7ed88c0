using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Pages;

/// <summary>The country of the help page is guessed on the device, can be changed, and is neither stored nor sent.</summary>
public sealed class HelpPageTests(SharedService service, Chromium chromium)
{
    [Theory]
    [InlineData("/help", "Europe/London", "gb", "tel:999")]
    [InlineData("/help", "Asia/Kolkata", "in", "tel:112")]
    [InlineData("/help", "America/Toronto", "ca", "tel:911")]
    [InlineData("/help#nz", "Europe/London", "nz", "tel:111")]
    [InlineData("/help", "Antarctica/Troll", null, "tel:112")]
    [InlineData("/under-18", "Europe/Paris", "fr", "tel:0800235236")]
    [InlineData("/under-18", "America/New_York", null, null)]
    public async Task The_time_zone_or_the_address_chooses_the_country(string address, string timeZone, string? country, string? call)
    {
        await using var visitor = await Arrive(address, timeZone);
        var page = visitor.Page;

        await Assertions.Expect(page.Locator("#place")).ToHaveValueAsync(country ?? "");
        await Assertions.Expect(page.Locator(".country:visible")).ToHaveCountAsync(country is null ? 0 : 1);
        await Assertions.Expect(page.Locator("#elsewhere")).ToBeVisibleAsync(new() { Visible = country is null });
        if (country is not null) await Assertions.Expect(page.Locator($"#{country}")).ToBeVisibleAsync();
        if (call is not null && address.StartsWith("/help", StringComparison.Ordinal))
        {
            await Assertions.Expect(page.Locator($"a[href='{call}']:visible").First).ToBeInViewportAsync();
        }
        else if (call is not null)
        {
            await Assertions.Expect(page.Locator($"a[href='{call}']:visible")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task Another_country_is_shown_without_a_trace()
    {
        await using var visitor = await Arrive("/help", "Europe/London");
        await Assertions.Expect(visitor.Page.Locator("#gb")).ToBeVisibleAsync();
        var (requests, history) = (visitor.Addresses.Count(), await visitor.Page.EvaluateAsync<int>("history.length"));

        await visitor.Page.Locator("#place").SelectOptionAsync("de");
        await Assertions.Expect(visitor.Page.Locator("#de")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("#gb")).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Page.Locator("[role=status]")).ToHaveTextAsync("Germany");
        await Assertions.Expect(visitor.Page.Locator("#de .contact").First).ToContainTextAsync("German");

        Assert.Equal(requests, visitor.Addresses.Count());
        Assert.Equal(history, await visitor.Page.EvaluateAsync<int>("history.length"));
        Assert.Equal(new Uri(service.Http.BaseAddress!, "/help").ToString(), visitor.Page.Url);
        Assert.Empty(await visitor.StoredData());
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Countries_are_sorted_as_the_language_sorts_them()
    {
        using var content = ContentFolder.WithLanguages("sv");
        content.Change("pages/shared/sv.json", file =>
        {
            var texts = file["texts"]!;
            (texts["countryAE"], texts["countryAR"], texts["countryAT"]) = ("Österrike", "Zambia", "Albanien");
        });
        await using var swedish = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        await using var visitor = await Visitor.Arrive(chromium, swedish, "/?lang=sv");
        await visitor.Widget.Root.Locator("a[data-part=help-now]").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/help?lang=sv");

        var names = await visitor.Page.Locator("#place option").AllTextContentsAsync();

        Assert.Equal(["Albanien", "Zambia", "Österrike"], names.Where(name => name is "Österrike" or "Zambia" or "Albanien"));
    }

    private Task<Visitor> Arrive(string address, string timeZone) => Visitor.Arrive(
        chromium, service, address, new() { TimezoneId = timeZone, ViewportSize = new() { Width = 360, Height = 740 } });
}
