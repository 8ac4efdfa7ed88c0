using KetamineScreening.Api.Tests;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Browser.Tests.Pages;

/// <summary>Once the page was opened, it works without a network, and leaving quickly takes its copy away.</summary>
public sealed class OfflineTests(SharedService service, Chromium chromium)
{
    private static BrowserNewContextOptions WithWorkers =>
        new() { ServiceWorkers = ServiceWorkerPolicy.Allow, TimezoneId = "Europe/London" };

    [Theory]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task A_whole_check_works_without_a_network(string questionnaire)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: WithWorkers);
        await visitor.KeepCopy();
        await visitor.LoseNetwork();

        await visitor.Page.ReloadAsync();
        await visitor.Widget.Begin(questionnaire);
        await visitor.Widget.Answer(Some.Answers(("bladder", "weekly")));

        await Assertions.Expect(visitor.Widget.Root.GetByText(Texts.Of("result.localNotSent"))).ToBeVisibleAsync();
        Assert.Empty(visitor.Sent);
    }

    [Theory]
    [InlineData("/help", "#gb a[href='tel:999']")]
    [InlineData("/under-18", "#gb a[href='tel:08001111']")]
    [InlineData("/learn", "#stopping")]
    [InlineData("/privacy", "#answer")]
    public async Task Pages_and_numbers_work_without_a_network(string address, string part)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: WithWorkers);
        await visitor.KeepCopy();
        await visitor.LoseNetwork();

        await visitor.Page.GotoAsync(new Uri(service.Http.BaseAddress!, address).ToString());

        await Assertions.Expect(visitor.Page.Locator(part)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_contact_whose_review_date_has_passed_is_not_in_the_copy_any_more()
    {
        var yesterday = DateTime.UtcNow.AddDays(-1);
        using var content = new ContentFolder();
        content.Change("help/directory.json", directory =>
        {
            foreach (var entry in directory["countries"]!["GB"]!.AsArray().Where(entry => (string)entry!["purpose"]! == "crisis"))
            {
                (entry!["lastVerified"], entry["reviewBy"]) = ($"{yesterday.AddDays(-60):yyyy-MM-dd}", $"{yesterday:yyyy-MM-dd}");
            }
        });
        // The service lives in a time when the contacts were current.
        var time = new FakeTimeProvider(new DateTimeOffset(yesterday.AddDays(-1), TimeSpan.Zero));
        await using var earlier = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path }, time);
        await using var visitor = await Visitor.Arrive(chromium, earlier, options: WithWorkers);
        await visitor.KeepCopy();
        var help = new Uri(earlier.Http.BaseAddress!, "/help").ToString();
        await visitor.Page.GotoAsync(help);
        await Assertions.Expect(visitor.Page.Locator("#gb")).ToContainTextAsync("Samaritans");

        await visitor.LoseNetwork();
        await visitor.Page.GotoAsync(help);
        await Assertions.Expect(visitor.Page.Locator("#gb a[href='tel:999']")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("#gb")).ToContainTextAsync("FRANK");
        await Assertions.Expect(visitor.Page.Locator("#gb")).Not.ToContainTextAsync("Samaritans");
        var crisis = await visitor.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const { countries } = await (await fetch('/v1/help/all')).json();
              const { services, emergency, emergencyBlocks } = countries.GB;
              const all = [...services, ...emergency, ...emergencyBlocks.flatMap((block) => block.contacts)];
              return [...new Set(all.filter(({ purpose }) => purpose === 'crisis').map(({ id }) => id))];
            }
            """);
        Assert.Equal(["find-a-helpline"], crisis);
    }

    [Theory]
    [InlineData("en-GB", "", "en")]
    [InlineData("de-AT", "", "de")]
    [InlineData("en-GB", "?lang=de", "de")]
    [InlineData("de-AT", "?lang=en", "en")]
    public async Task The_whole_copy_is_in_the_language_of_the_visit(string browser, string query, string language)
    {
        using var content = ContentFolder.WithLanguages("de");
        await using var two = new Service(Settings(content.Path));
        var options = WithWorkers;
        options.Locale = browser;
        await using var visitor = await Visitor.Arrive(chromium, two, $"/{query}", options);
        await visitor.KeepCopy();
        await visitor.LoseNetwork();

        foreach (var address in new[] { "/help", $"/learn{query}", $"/{query}" })
        {
            await visitor.Page.GotoAsync(new Uri(two.Http.BaseAddress!, address).ToString());
            await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        }

        await Assertions.Expect(visitor.Page.Locator("ketamine-screening .screen")).ToHaveAttributeAsync("lang", language);
        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(
            (language == "de" ? "[de] " : "") + Texts.Of("welcome.title"));
        var languages = await visitor.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const caches = await Promise.all((await globalThis.caches.keys()).map((name) => globalThis.caches.open(name)));
              const copies = (await Promise.all(caches.map((cache) => cache.matchAll()))).flat();
              return [...new Set(copies.map(({ headers }) => headers.get('Content-Language')).filter(Boolean))];
            }
            """);
        Assert.Equal([language], languages);
    }

    [Fact]
    public async Task Tabs_in_two_languages_each_keep_theirs()
    {
        using var content = ContentFolder.WithLanguages("de");
        await using var two = new Service(Settings(content.Path));
        var options = WithWorkers;
        options.Locale = "en-GB";
        await using var english = await Visitor.Arrive(chromium, two, options: options);
        await english.KeepCopy();
        await english.Page.ReloadAsync();
        await Assertions.Expect(english.Widget.Heading).ToBeVisibleAsync();
        // The worker of the second language waits, because the first tab stays open.
        var german = await english.NewTab();
        await german.GotoAsync(new Uri(two.Http.BaseAddress!, "/?lang=de").ToString());
        await Wait.Until(
            () => german.EvaluateAsync<bool>("async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"),
            "both copies are there");
        await english.LoseNetwork();

        await english.Widget.Begin(Some.QuickCheck);
        await Assertions.Expect(english.Widget.Questions.First).ToBeVisibleAsync();
        await Assertions.Expect(english.Widget.Root.Locator(".main [lang]")).ToHaveCountAsync(0);
        await english.Page.ReloadAsync();
        await Assertions.Expect(english.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Assertions.Expect(english.Widget.Root.Locator(".screen")).ToHaveAttributeAsync("lang", "en");
        await german.ReloadAsync();
        await Assertions.Expect(german.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(german.Locator("ketamine-screening .screen")).ToHaveAttributeAsync("lang", "de");
    }

    [Fact]
    public async Task A_page_of_the_copy_keeps_its_language_when_the_network_is_back()
    {
        using var content = ContentFolder.WithLanguages("de");
        await using var two = new Service(Settings(content.Path));
        var options = WithWorkers;
        options.Locale = "en-GB";
        await using var visitor = await Visitor.Arrive(chromium, two, "/?lang=de", options);
        await visitor.KeepCopy();
        await visitor.LoseNetwork();
        await visitor.Page.GotoAsync(two.Http.BaseAddress!.ToString());
        await Assertions.Expect(visitor.Widget.Root.Locator(".screen")).ToHaveAttributeAsync("lang", "de");

        await visitor.FindNetwork();
        await visitor.Widget.Begin(Some.QuickCheck);

        await Assertions.Expect(visitor.Widget.Questions.First).ToContainTextAsync("[de] ");
        await Assertions.Expect(visitor.Widget.Root.Locator(".main [lang]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Leaving_quickly_deletes_the_copy()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: WithWorkers);
        await visitor.KeepCopy();
        Assert.NotEqual(0, await Traces(visitor.Page));

        await visitor.Widget.Button("leave.button").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);

        var tab = await visitor.NewTab();
        await tab.GotoAsync(new Uri(service.Http.BaseAddress!, "/health/live").ToString());
        await Wait.Until(async () => await Traces(tab) == 0, "copy and worker are gone");
    }

    [Theory]
    [InlineData("/help")]
    [InlineData("/learn")]
    [InlineData("/embed/demo")]
    public async Task Only_the_start_page_makes_a_copy(string address)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, address, WithWorkers);
        if (address == "/embed/demo") await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.Equal(0, await Traces(visitor.Page));
    }

    [Fact]
    public async Task A_new_version_never_reloads_a_page_and_is_used_at_the_next_visit()
    {
        using var content = new ContentFolder();
        var first = new Service(Settings(content.Path));
        var address = first.Http.BaseAddress!;
        await using var visitor = await Visitor.Arrive(chromium, address, WithWorkers);
        await visitor.KeepCopy();
        // From the second visit on, the worker belongs to the page.
        await visitor.Page.ReloadAsync();
        await visitor.Widget.Begin(Some.QuickCheck);
        var question = await visitor.Widget.Heading.TextContentAsync();
        await first.DisposeAsync();
        content.Change("interface/en.json", file => file["texts"]!["welcome.lead"] = "A new lead.");
        await using var second = new Service(Settings(content.Path, address));

        await visitor.Page.EvaluateAsync("async () => (await navigator.serviceWorker.getRegistration()).update()");
        await Wait.Until(
            () => visitor.Page.EvaluateAsync<bool>("async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"),
            "the new version waits");
        Assert.Equal(question, await visitor.Widget.Heading.TextContentAsync());

        await visitor.Page.CloseAsync();
        var tab = await visitor.NewTab();
        var lead = tab.Locator("ketamine-screening .main .lead");
        // While the service is slow, as on a busy machine, the old copy is shown: the next visit is the one at which it answers in time.
        await Wait.Until(
            async () =>
            {
                await tab.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
                return await lead.TextContentAsync() == "A new lead.";
            },
            "the new version is used");
        await visitor.LoseNetwork();
        await tab.ReloadAsync();
        await Assertions.Expect(lead).ToHaveTextAsync("A new lead.");
    }

    [Fact]
    public async Task An_operator_can_take_the_copies_back()
    {
        using var content = new ContentFolder();
        var first = new Service(Settings(content.Path));
        var address = first.Http.BaseAddress!;
        await using var visitor = await Visitor.Arrive(chromium, address, WithWorkers);
        await visitor.KeepCopy();
        await first.DisposeAsync();
        await using var second = new Service(Settings(content.Path, address, "false"));

        // A browser looks for a new worker a while after each visit.
        await visitor.Page.EvaluateAsync("async () => (await navigator.serviceWorker.getRegistration()).update()");

        await Wait.Until(async () => await Traces(visitor.Page) == 0, "copy and worker are gone");
    }

    private static Dictionary<string, string> Settings(string content, Uri? address = null, string offline = "true") => new()
    {
        ["Content:Path"] = content,
        ["Offline:Enabled"] = offline,
        ["urls"] = address?.ToString().TrimEnd('/') ?? "http://127.0.0.1:0",
    };

    // Copies and workers on the device.
    private static Task<int> Traces(IPage page) => page.EvaluateAsync<int>(
        "async () => (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length");
}
