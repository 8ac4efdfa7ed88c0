using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Attributes can change at any time, and a wrong value is reported on the console.</summary>
public sealed class AttributeTests(SharedService service, Chromium chromium)
{
    private readonly Embedding embedding = new(service);

    [Theory]
    [InlineData("country", "UK", "GB")]
    [InlineData("country", "England", "ISO 3166")]
    [InlineData("theme", "night", "light, dark, auto")]
    [InlineData("layout", "wide", "one, sections, auto")]
    [InlineData("leave-to", "javascript:alert(1)", "http")]
    [InlineData("lang", "xx", "The language shown is en")]
    [InlineData("questionnaire", "no-such-check", Some.QuickCheck)]
    [InlineData("api", "ftp://example.org/", "http")]
    public async Task A_wrong_value_is_reported_to_the_developer_and_the_first_step_is_shown(string name, string value, string allowed)
    {
        await using var host = await embedding.Page(framed: false, [(name, value)]);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=choice]")).ToHaveCountAsync(3);
        var complaint = Assert.Single(visitor.Complaints);
        Assert.Contains($"{name}=\"{value}\"", complaint, StringComparison.Ordinal);
        Assert.Contains(allowed, complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_stay_when_attributes_change_and_a_new_questionnaire_waits_for_the_next_start(bool framed)
    {
        await using var host = await embedding.Page(framed, [("questionnaire", Some.QuickCheck), ("country", "GB")]);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = Embedding.WidgetOf(visitor, framed);
        await widget.Root.Locator("[data-part=begin]").ClickAsync();
        await widget.Begin();
        await widget.Option("last-used", "within-12-months").ClickAsync();

        await Set("country", "IE");
        await Set("theme", "dark");
        await Set("leave-to", "https://example.org/");
        await Set("questionnaire", Some.SelfCheck);

        await Assertions.Expect(widget.Root.Locator("[data-part=emergency-call]")).ToContainTextAsync("112");
        await Assertions.Expect(widget.Root.Locator(".widget")).ToHaveCSSAsync("background-color", "rgb(23, 27, 28)");
        await Assertions.Expect(widget.Root.Locator("input[name=last-used]:checked")).ToHaveCountAsync(1);
        Assert.Contains("questionnaire changed", Assert.Single(visitor.Complaints), StringComparison.Ordinal);
        await widget.Answer(Some.Answers());
        await widget.Root.Locator("[data-part=restart]").ClickAsync();
        await widget.Root.Locator("[data-part=restart-yes]").ClickAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync("Ketamine self-check");

        Task Set(string name, string value) => visitor.Page.Locator(framed ? "[data-ketamine-screening]" : "ketamine-screening")
            .EvaluateAsync(
                "(element, [name, value]) => element.setAttribute(name, value)", new[] { framed ? $"data-{name}" : name, value });
    }

    [Fact]
    public async Task A_script_from_a_second_address_has_no_effect_but_a_warning()
    {
        var second = $"<script type=\"module\" src=\"{embedding.Origin}/embed/ketamine-screening.js?second\"></script>";
        await using var host = await embedding.Page(framed: false, after: second);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        Assert.Contains("has no effect", Assert.Single(visitor.Complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ketamine-screening.js")]
    [InlineData("loader.js")]
    public async Task Without_a_document_an_import_does_nothing(string script)
    {
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");
        var folder = Repository.PathOf("src/KetamineScreening.Api/wwwroot/embed");

        var (code, output) = await Tool.Run("node", ["--no-warnings", "--experimental-default-type=module", script], folder);

        Assert.Equal((0, ""), (code, output.Trim()));
    }
}
