using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.SmartApp;

/// <summary>The SMART app works with assistive technology, with the keyboard and on a small phone.</summary>
public sealed class AppAccessTests(SharedService service, Chromium chromium)
{
    private static readonly BrowserNewContextOptions SmallPhone = new() { ViewportSize = new() { Width = 320, Height = 568 } };

    [Fact]
    public async Task No_view_violates_an_axe_rule_or_scrolls_horizontally_on_a_small_phone()
    {
        await using var user = await AppUser.Arrive(chromium, service, isLaunchedByRecord: false, options: SmallPhone);
        var problems = new List<string>();
        await Assertions.Expect(user.Page.Locator("#start")).ToBeVisibleAsync();
        await Check("start");
        await user.Press("Connect my health record");
        await Assertions.Expect(user.Page.Locator("#questions")).ToBeVisibleAsync();
        await Assertions.Expect(user.Page.Locator("#status")).ToBeEmptyAsync();
        await Check("questions");
        await user.Press("Show my result");
        await Assertions.Expect(user.Alert).Not.ToBeEmptyAsync();
        await Check("missing answer");
        await user.Finish();
        await Assertions.Expect(user.SaveButton).ToBeVisibleAsync();
        await Check("result");

        Offenders.None(problems);

        async Task Check(string view)
        {
            // LHC-Forms refers to elements of its popovers before they are opened.
            var violations = (await Axe.Violations(user.Page))
                .Where(violation => !violation.Contains("nz-popover", StringComparison.Ordinal));
            problems.AddRange(violations.Select(violation => $"{view}: {violation}"));
            if (await user.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") > 320) problems.Add($"{view} is too wide");
        }
    }

    [Fact]
    public async Task The_app_can_be_used_with_the_keyboard_and_the_focus_follows_the_views()
    {
        await using var user = await AppUser.Arrive(chromium, service, isLaunchedByRecord: false);
        await user.Page.GetByRole(AriaRole.Button, new() { Name = "Go on without it" }).FocusAsync();
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(user.Page.Locator("#questions")).ToBeFocusedAsync();
        await Assertions.Expect(user.Page.Locator("#status")).ToBeEmptyAsync();
        await user.Answer("last-used", "Never");
        await user.Page.GetByLabel("No, do not count them").FocusAsync();
        await user.Page.Keyboard.PressAsync("Tab");
        await user.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(user.Result).ToBeFocusedAsync();
    }
}
