using KetamineScreening.Api.Tests;
using KetamineScreening.Api.Tests.Docs;

namespace KetamineScreening.Browser.Tests;

/// <summary>The guides below <c>/docs</c>, for developers on any screen.</summary>
public sealed class GuidePageTests(SharedService service, Chromium chromium)
{
    private static readonly string[] Addresses =
        [.. Snippet.Files.Select(file => $"/docs/{(file == "README.md" ? "overview" : Path.GetFileNameWithoutExtension(file))}")];

    public static TheoryData<string> Pages => [.. Addresses];

    [Theory, MemberData(nameof(Pages))]
    public async Task A_guide_breaks_no_rule_of_axe_and_on_a_phone_only_its_tables_scroll_sideways(string address)
    {
        var phone = new BrowserNewContextOptions { ViewportSize = new() { Width = 360, Height = 740 } };
        await using var visitor = await Visitor.Arrive(chromium, service, address, phone);
        await Assertions.Expect(visitor.Page.Locator("h1")).ToBeVisibleAsync();

        var violations = await Axe.ViolationsInBothSchemes(visitor.Page);
        var width = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Offenders.None(violations);
        Assert.Equal(360, width);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_colours_follow_the_device()
    {
        await using var light = await Visitor.Arrive(chromium, service, "/docs/overview");
        await using var dark = await Visitor.Arrive(chromium, service, "/docs/overview", new() { ColorScheme = ColorScheme.Dark });

        await Assertions.Expect(light.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(250, 247, 242)");
        await Assertions.Expect(dark.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(23, 27, 28)");
    }

    [Fact]
    public async Task Links_lead_from_Swagger_UI_to_a_guide_and_to_its_neighbour_and_back()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/docs/index.html");
        var navigation = visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Guides" });

        await navigation.GetByRole(AriaRole.Link, new() { Name = "Embed" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Embed the self-check");
        await visitor.Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Integrate" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Integrate the API");
        await navigation.GetByRole(AriaRole.Link, new() { Name = "API reference" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("/v1/questionnaires/{id}/screenings")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }
}
