using System.IO.Compression;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases.Packages;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using Microsoft.Extensions.DependencyInjection;
using static KetamineScreening.Browser.Tests.Data.DemoReleases;

namespace KetamineScreening.Browser.Tests.Data;

/// <summary>The page adds up answers by itself; the result is the one that the service finds from all counters.</summary>
[Collection<ManyPeople.Shared>]
public sealed class ItemShareTests(ManyPeople people, Chromium chromium)
{
    // The files are rounded to four decimals.
    private const double Tolerance = 0.0003;

    private static readonly string[] Unranked = ["not-answered", "not-asked", "dont-know"];

    [Theory]
    [InlineData("once")]
    [InlineData("monthly")]
    [InlineData("weekly")]
    public async Task Shares_and_intervals_are_those_of_the_exact_least_squares(string level)
    {
        var counts = new ConsistentCounts(await Counters());
        var options = (await people.Rows("item_options.csv")).ToLookup(row => row["item"], row => row["option"]);
        await using var visitor = await Visitor.Arrive(chromium, people.Service, $"/data/{people.Newest}?level={level}");
        await Assertions.Expect(visitor.Page.Locator("#items .mark").First).ToBeVisibleAsync();
        var marks = await visitor.Page.Locator("#items .mark").EvaluateAllAsync<string[][]>(
            "marks => marks.map(({ dataset }) => [dataset.code, dataset.value, dataset.low, dataset.high])");

        Assert.InRange(marks.Length, 20, 49);
        Assert.All(marks, mark =>
        {
            var ranked = options[mark[0]].Except(Unranked).ToList();
            var part = ranked.Skip(level == "once" ? 1 : ranked.IndexOf(level)).Select(option => Cell.Option(mark[0], option));
            var asked = options[mark[0]].Where(option => option != "not-asked").Select(option => Cell.Option(mark[0], option));
            var share = counts.Share(part, asked);

            Assert.Equal(share.Value!.Value, Number(mark[1]), Tolerance);
            Assert.Equal(share.Low!.Value, Number(mark[2]), Tolerance);
            Assert.Equal(share.High!.Value, Number(mark[3]), Tolerance);
        });
    }

    private async Task<NoisyCounters> Counters()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-package-").FullName;
        var address = new Uri($"/v1/releases/{people.Newest}/{people.Newest}.zip", UriKind.Relative);
        await using (var archive = await people.Service.Http.GetStreamAsync(address, TestContext.Current.CancellationToken))
        {
            await ZipFile.ExtractToDirectoryAsync(archive, folder, TestContext.Current.CancellationToken);
        }

        var catalog = people.Service.Services.GetRequiredService<QuestionnaireCatalog>();
        var counters = SitePackage.Read(Directory.GetDirectories(folder).Single(), catalog).Counters;
        Directory.Delete(folder, recursive: true);
        return counters;
    }
}
