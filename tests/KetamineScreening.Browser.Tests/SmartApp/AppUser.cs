using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.SmartApp;

/// <summary>A person who uses the SMART app, with a record's server and a site of its own.</summary>
internal sealed class AppUser : IAsyncDisposable
{
    private readonly AppSite site;

    private AppUser(RecordServer record, AppSite site, Visitor visitor) => (Record, this.site, Visitor) = (record, site, visitor);

    public RecordServer Record { get; }

    public Visitor Visitor { get; }

    public IPage Page => Visitor.Page;

    /// <summary>Address of the app, which is also the one that the record returns to.</summary>
    public string App => $"{site.Origin}/";

    public ILocator Alert => Page.Locator("#alert");

    public ILocator Result => Page.Locator("#result");

    public ILocator SaveButton => Page.GetByRole(AriaRole.Button, new() { Name = "Save to my record" });

    private IFrameLocator Form => Page.FrameLocator("#form");

    /// <summary>Opens the app.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="service">The screening service.</param>
    /// <param name="isLaunchedByRecord">Whether the record opens the app; otherwise the person does.</param>
    /// <param name="prepare">Changes the behaviour of the record.</param>
    /// <param name="options">Viewport and other options of the browser profile.</param>
    public static async Task<AppUser> Arrive(
        Chromium chromium,
        Service service,
        bool isLaunchedByRecord = true,
        Action<RecordServer>? prepare = null,
        BrowserNewContextOptions? options = null)
    {
        var record = await RecordServer.Start();
        prepare?.Invoke(record);
        var files = await AppSite.Start(service.Http.BaseAddress!.ToString().TrimEnd('/'), record);
        var launch = isLaunchedByRecord ? $"?iss={Uri.EscapeDataString(record.Base)}&launch=launch-77" : "";
        return new AppUser(record, files, await Visitor.Arrive(chromium, new Uri($"{files.Origin}/{launch}"), options));
    }

    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    /// <summary>Answers a question in the form.</summary>
    public Task Answer(string item, string text) =>
        Form.Locator($"label:has(input[name^='radiogroup_{item}/'])", new() { HasText = text }).ClickAsync();

    /// <summary>Answers some questions and asks for the result.</summary>
    public async Task Finish(bool isCounted = false)
    {
        await Answer("last-used", "In the last 12 months");
        await Answer("setting", "No, none of it");
        await Answer("bladder", "One to three times a month");
        if (isCounted) await Page.GetByLabel("Yes, count my answers").CheckAsync();
        await Press("Show my result");
        await Assertions.Expect(Result).ToBeVisibleAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Visitor.DisposeAsync();
        await site.DisposeAsync();
        await Record.DisposeAsync();
    }
}
