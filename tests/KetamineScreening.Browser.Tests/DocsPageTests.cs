using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed class DocsPageTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task The_page_for_developers_lists_the_operations_under_its_strict_policy()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/docs/index.html");

        await Assertions.Expect(visitor.Page.GetByText("/v1/questionnaires/{id}/screenings")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }
}
