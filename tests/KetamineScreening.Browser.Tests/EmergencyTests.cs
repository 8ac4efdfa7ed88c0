using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>In an emergency one press calls; the country stays on the device.</summary>
public sealed class EmergencyTests(SharedService service, Chromium chromium)
{
    [Theory]
    [InlineData("Europe/London", "999")]
    [InlineData("America/Chicago", "911")]
    [InlineData("Asia/Calcutta", "112")]
    [InlineData("Pacific/Auckland", "111")]
    public async Task The_bar_calls_the_number_of_the_country_of_the_time_zone(string zone, string number)
    {
        await using var visitor = await Phone(zone);
        var call = visitor.Widget.Root.Locator("[data-part=emergency-call]");

        await Assertions.Expect(call).ToHaveAttributeAsync("href", $"tel:{number}");
        await Assertions.Expect(call).ToHaveTextAsync($"Call {number} {Texts.Of("emergency.callWhen")}");
        Assert.Empty(await visitor.StoredData());
        Assert.All(visitor.Addresses, address => Assert.Empty(address.Query));
    }

    [Theory]
    [InlineData("Europe/London", "999", "United Kingdom")]
    [InlineData("Europe/Paris", "112", "France")]
    [InlineData("UTC", "112", null)]
    public async Task The_panel_begins_with_a_number_and_fits_on_one_screen(string zone, string number, string? country)
    {
        await using var visitor = await Phone(zone);
        var root = visitor.Widget.Root;
        await Assertions.Expect(root.Locator("[data-part=emergency] details.country")).ToHaveCountAsync(1);
        await root.Locator("[data-part=emergency-button]").ClickAsync();
        var panel = root.Locator(".panel");

        await Assertions.Expect(panel.Locator("a").First).ToHaveAttributeAsync("href", $"tel:{number}");
        var first = await panel.Locator("p").First.TextContentAsync();
        Assert.Equal($"Call {number}", first);
        var shown = country is null ? Texts.Of("country.noneShown") : $"Numbers for: {country}";
        await Assertions.Expect(panel.Locator(".shown")).ToHaveTextAsync(shown);
        Assert.True(await panel.EvaluateAsync<bool>("panel => panel.scrollHeight <= panel.clientHeight + 1"), "The panel scrolls.");
        var box = (await panel.BoundingBoxAsync())!;
        Assert.InRange(box.Y + box.Height, 1, 740);
    }

    [Theory]
    [InlineData("Escape")]
    [InlineData("Enter")]
    public async Task The_panel_closes_with_Escape_and_its_button_and_the_focus_returns(string key)
    {
        await using var visitor = await Phone("Europe/London");
        var root = visitor.Widget.Root;
        var button = root.Locator("[data-part=emergency-button]");
        await Assertions.Expect(root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync();
        await button.ClickAsync();
        await Assertions.Expect(button.Locator(".when-open")).ToBeVisibleAsync();
        if (key == "Escape") await root.Locator(".panel a").First.FocusAsync();
        else await button.FocusAsync();

        await visitor.Page.Keyboard.PressAsync(key);

        await Assertions.Expect(root.Locator(".panel")).ToBeHiddenAsync();
        await Assertions.Expect(button).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_change_of_the_country_works_offline_and_makes_no_request()
    {
        await using var visitor = await Phone("Europe/London");
        await visitor.Widget.Choose("FR");
        var before = visitor.Addresses.Count();
        await visitor.LoseNetwork();

        await visitor.Widget.Choose("IE");

        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency] .shown")).ToHaveTextAsync("Numbers for: Ireland");
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency] a[href='tel:116123']")).ToHaveCountAsync(1);
        Assert.Equal(before, visitor.Addresses.Count());
        Assert.All(visitor.Addresses, address => Assert.Empty(address.Query));
    }

    [Fact]
    public async Task No_country_can_be_chosen_instead_of_a_wrong_guess()
    {
        await using var visitor = await Phone("Europe/London");
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync();

        await visitor.Widget.Choose("");

        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency-call]")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Widget.Root.Locator(".panel a[href='tel:112']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_country_of_the_attribute_wins_over_the_time_zone()
    {
        var origin = service.Http.BaseAddress!.ToString().TrimEnd('/');
        var script = $"<script type=module src='{origin}/embed/ketamine-screening.js'></script>";
        var element = "<ketamine-screening country=NZ></ketamine-screening>";
        await using var host = await HostPage.Start(script + element, $"script-src {origin}; connect-src {origin}");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, new() { TimezoneId = "Europe/London" });

        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency-call]")).ToHaveAttributeAsync("href", "tel:111");
    }

    [Fact]
    public async Task Neither_the_country_of_the_device_nor_a_chosen_one_is_sent_with_the_answers()
    {
        await using var visitor = await Phone("Europe/London");
        await visitor.Widget.Choose("IE");
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers());

        Assert.Single(visitor.Sent);
        Assert.All(visitor.Addresses, address => Assert.Empty(address.Query));
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=talk] [data-part=contact-call]").First)
            .ToHaveAttributeAsync("href", "tel:1800459459");
    }

    private Task<Visitor> Phone(string zone) => Visitor.Arrive(chromium, service, options: new()
    {
        ViewportSize = new() { Width = 360, Height = 740 },
        TimezoneId = zone,
        ReducedMotion = ReducedMotion.Reduce,
    });
}
