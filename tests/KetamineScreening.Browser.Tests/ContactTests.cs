using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>A help contact is shown with everything that the directory has about it.</summary>
public sealed class ContactTests(SharedService service, Chromium chromium)
{
    [Theory]
    [InlineData("phone", "tel:")]
    [InlineData("text", "sms:")]
    [InlineData("textphone", "tel:")]
    [InlineData("whatsApp", "https://wa.me/")]
    [InlineData("chat", "")]
    [InlineData("email", "mailto:")]
    public async Task A_way_to_reach_a_service_is_a_link(string member, string scheme)
    {
        var (country, contact) = await FirstWith(member);
        var value = (string)contact[member]!;
        var target = member switch
        {
            "chat" or "email" => value,
            "whatsApp" => value.Replace(" ", "", StringComparison.Ordinal).TrimStart('+'),
            _ => value.Replace(" ", "", StringComparison.Ordinal),
        };
        await using var visitor = await ToResult(country);

        await Assertions.Expect(Shown(visitor, contact).Locator($"a[href='{scheme}{target}']")).Not.ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("agesText")]
    [InlineData("regionsText")]
    [InlineData("cost")]
    [InlineData("checkedText")]
    public async Task What_is_known_about_a_service_is_shown(string member)
    {
        var (country, contact) = await FirstWith(member, contact => (string)contact["sourceState"]! == "good");
        await using var visitor = await ToResult(country);

        await Assertions.Expect(Shown(visitor, contact).First).ToContainTextAsync((string)contact[member]!);
    }

    [Fact]
    public async Task The_mark_behind_a_label_comes_from_the_texts_and_not_from_the_style()
    {
        await using var visitor = await ToResult("IE");
        var label = visitor.Widget.Root.Locator(".contact dt").First;

        var expected = Texts.Of("summary.line")
            .Replace("{item}", Texts.Of("contact.hours"), StringComparison.Ordinal)
            .Replace("{answer}", "", StringComparison.Ordinal);
        Assert.Equal(expected, await label.TextContentAsync());
        Assert.Equal("none", await label.EvaluateAsync<string>("(label) => getComputedStyle(label, '::after').content"));
    }

    [Fact]
    public async Task A_service_known_from_old_copies_only_says_so_beside_the_day_of_the_check()
    {
        var (country, contact) = await FirstWith("checkedText", contact => (string)contact["sourceState"]! == "old-copies-only");
        await using var visitor = await ToResult(country);

        await Assertions.Expect(Shown(visitor, contact).First).ToContainTextAsync(Texts.Of("contact.oldCopies"));
        await Assertions.Expect(Shown(visitor, contact).First).ToContainTextAsync((string)contact["checkedText"]!);
    }

    [Fact]
    public async Task A_chat_on_the_website_of_a_service_is_linked_once()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Choose("NL");
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers());

        var contact = visitor.Widget.Root.Locator("[data-part=help] [data-part=contact]").First;
        await Assertions.Expect(contact.Locator("a[href='https://www.113.nl']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_number_keeps_its_direction_in_a_right_to_left_language()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Choose("GB");

        await visitor.Widget.Root.Locator("[data-part=emergency-button]").ClickAsync();
        var call = visitor.Widget.Root.Locator("[data-part=emergency] a[href='tel:116123']");

        await Assertions.Expect(call.Locator("bdi[dir=ltr]")).ToHaveTextAsync("116 123");
        Assert.Equal("Call Samaritans: 116 123", await call.InnerTextAsync());
    }

    private static ILocator Shown(Visitor visitor, JsonNode contact)
    {
        var name = visitor.Page.GetByText((string)contact["name"]!, new() { Exact = true });
        return visitor.Widget.Root.Locator("[data-part=help] [data-part=contact]").Filter(new() { Has = name });
    }

    private async Task<Visitor> ToResult(string country)
    {
        var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Choose(country);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers());
        return visitor;
    }

    private async Task<(string Country, JsonNode Contact)> FirstWith(string member, Func<JsonNode, bool>? condition = null)
    {
        var countries = (await service.Get("/v1/help/all"))["countries"]!.AsObject();
        var found = countries
            .SelectMany(country => country.Value!["services"]!.AsArray(), (country, contact) => (country.Key, Contact: contact!))
            .First(listed => listed.Contact[member] is not null && condition?.Invoke(listed.Contact) is not false);
        return (found.Key, found.Contact);
    }
}
