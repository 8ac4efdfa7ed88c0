using System.Net;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Data;

/// <summary>The data page when there is nothing to draw; each answer is a page that people can read.</summary>
public sealed class DataPageErrorTests(SharedService service, FewPeople people, Chromium chromium) : IClassFixture<FewPeople>
{
    private const string Reason = "The counts were <b>wrong</b>.";

    [Fact]
    public async Task Before_the_first_release_it_says_when_there_will_be_one()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/data");

        await Assertions.Expect(visitor.Page.Locator(".message")).ToHaveTextAsync(DataTexts.Of("totals.none"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_release_that_does_not_exist_is_a_404_with_the_list_of_those_that_do()
    {
        using var response = await people.Service.Http.GetAsync("/data/%3Cnone%3E", TestContext.Current.CancellationToken);
        var html = await response.Text();

        Assert.Equal((HttpStatusCode.NotFound, "no-store"), (response.StatusCode, response.Header("Cache-Control")));
        Assert.Contains(DataTexts.Of("totals.unknown"), html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"../data/{people.Newest}\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-release", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_release_is_a_410_with_its_reason_as_text()
    {
        var withdrawn = people.Newest.Replace(Some.SelfCheck, Some.QuickCheck, StringComparison.Ordinal);
        await people.Run("withdraw-release", withdrawn, "--reason", Reason);
        var address = $"/data/{withdrawn}";
        await Wait.Until(async () => (await Get(address)).Status == HttpStatusCode.Gone, "the release is withdrawn");

        await using var visitor = await Visitor.Arrive(chromium, people.Service, address);

        await Assertions.Expect(visitor.Page.Locator(".message")).ToContainTextAsync(Reason);
        await Assertions.Expect(visitor.Page.Locator("#figures")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("#releases li").Filter(new() { HasText = Reason })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_release_that_is_withdrawn_while_it_is_read_says_so_in_every_figure()
    {
        await using var visitor = await Visitor.Arrive(chromium, people.Service, $"/data/{people.Newest}");
        const string Problem = "{\"notice\":\"Wrong counts.\"}";
        await visitor.Page.RouteAsync("**/*.csv", route => route.FulfillAsync(new() { Status = 410, Body = Problem }));
        await visitor.Page.ReloadAsync();

        await Assertions.Expect(visitor.Page.Locator("#bands .message")).ToContainTextAsync("Wrong counts.");
        await Assertions.Expect(visitor.Page.Locator("#scores .message")).ToContainTextAsync("Wrong counts.");
    }

    private async Task<(HttpStatusCode Status, string Html)> Get(string address)
    {
        using var response = await people.Service.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Text());
    }
}
