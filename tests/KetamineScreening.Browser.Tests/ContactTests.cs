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
    [InlineData("chat", "https://")]
    [InlineData("email", "mailto:")]
    [InlineData("agesText", null)]
    [InlineData("regionsText", null)]
    public async Task The_first_contact_with_a_member_shows_it(string member, string? link)
    {
        var (country, contact) = await FirstWith(member);
        var value = (string)contact[member]!;
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Choose(country);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers());

        var name = visitor.Page.GetByText((string)contact["name"]!, new() { Exact = true });
        var shown = visitor.Widget.Root.Locator("[part=help] [part=contact]").Filter(new() { Has = name });
        var check = (string)contact["sourceState"]! == "good" ? (string)contact["checkedText"]! : Texts.Of("contact.oldCopies");
        await Assertions.Expect(shown.First).ToContainTextAsync(check);
        if (link is null)
        {
            await Assertions.Expect(shown.Filter(new() { HasText = value })).Not.ToHaveCountAsync(0);
            return;
        }

        var address = member switch
        {
            "chat" => value,
            "email" => link + value,
            "whatsApp" => link + new string([.. value.Where(char.IsAsciiDigit)]),
            _ => link + value.Replace(" ", "", StringComparison.Ordinal),
        };
        await Assertions.Expect(shown.Locator($"a[href='{address}']")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_chat_on_the_website_of_a_service_is_linked_once()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Choose("NL");
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers());

        var contact = visitor.Widget.Root.Locator("[part=help] [part=contact]").First;
        await Assertions.Expect(contact.Locator("a[href='https://www.113.nl']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_number_keeps_its_direction_in_a_right_to_left_language()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Choose("GB");

        await visitor.Widget.Root.Locator("[part=emergency-button]").ClickAsync();
        var call = visitor.Widget.Root.Locator("[part=emergency] a[href='tel:116123']");

        await Assertions.Expect(call.Locator("bdi[dir=ltr]")).ToHaveTextAsync("116 123");
        Assert.Equal("Call 116 123", await call.InnerTextAsync());
    }

    private async Task<(string Country, JsonNode Contact)> FirstWith(string member)
    {
        var countries = (await service.Get("/v1/help/all"))["countries"]!.AsObject();
        var found = countries
            .SelectMany(country => country.Value!["services"]!.AsArray(), (country, contact) => (country.Key, Contact: contact!))
            .First(listed => listed.Contact[member] is not null);
        return (found.Key, found.Contact);
    }
}
