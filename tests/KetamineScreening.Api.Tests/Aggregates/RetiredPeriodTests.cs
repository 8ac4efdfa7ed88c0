using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>A period that was open when its version was retired is closed like any other, and no period follows it.</summary>
[Trait("store", "both")]
public sealed class RetiredPeriodTests : IDisposable
{
    private const string Id = "ketamine-self-check-1-2026q4";
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task It_is_published_with_the_texts_of_its_version_and_no_period_follows_it()
    {
        await Begin(new Quarter(2026, 4));
        // After four extensions a period is published however few people answered.
        TestStore.Execute(folder, "update stratum set gates = 4");
        await using var service = new Service(time: new FakeTimeProvider(new(2027, 1, 5, 12, 0, 0, TimeSpan.Zero)), folder: folder);
        await service.Eventually(() => service.Query("select id from release").Count == 1, "the period is published");

        var release = await service.Get($"/v1/releases/{Id}");
        var codebook = await service.Http.GetStringAsync($"/v1/releases/{Id}/codebook.csv", TestContext.Current.CancellationToken);
        Assert.True((bool)release["lowN"]!);
        Assert.Contains("once-or-twice", codebook, StringComparison.Ordinal);
        Assert.DoesNotContain("less-than-monthly", codebook, StringComparison.Ordinal);
        await service.Turn();
        Assert.All(service.Query("select major from stratum"), row => Assert.Equal((long)Some.Major, row[0]));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Opens a period as a service did before version 1.0.0 was retired.
    private async Task Begin(Quarter quarter)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var source = TestStore.Source(folder);
        await new StoreMigrations(source).EnsureAsync(cancellation);
        var periods = new PeriodStore(source, NoisePolicy.None, new DiscreteGaussian(_ => { }));
        var vocabulary = new Vocabulary([Expected.Instrument(Some.SelfCheck, Some.RetiredVersion)]);
        await periods.BeginAsync(Some.SelfCheck, 1, quarter, synthetic: false, vocabulary, cancellation);
    }
}
