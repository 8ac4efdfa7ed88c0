using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed class DocsPageTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task The_page_for_developers_lists_the_operations()
    {
        await using var profile = await chromium.Profile();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(new Uri(service.Http.BaseAddress!, "/docs/index.html").ToString());

        await Assertions.Expect(page.GetByText("/v1/questionnaires/{id}/screenings")).ToBeVisibleAsync();
    }
}
