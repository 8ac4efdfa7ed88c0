using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Engines;

/// <summary>The scenarios of <c>tests/engines</c> in the engines of Chrome, Firefox and Safari.</summary>
public sealed class EngineTests(EngineRuns runs) : IClassFixture<EngineRuns>
{
    /// <summary>Every engine with every scenario.</summary>
    public static MatrixTheoryData<Engine, string> All => new(Enum.GetValues<Engine>(), Scenarios);

    private static IEnumerable<string> Scenarios =>
        Directory.EnumerateFiles(Repository.PathOf($"{EngineRuns.Folder}/scenarios"), "*.mjs")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal);

    [Theory, MemberData(nameof(All))]
    public async Task The_page_works_in_every_engine(Engine engine, string scenario)
    {
        var outcomes = await runs.OutcomesOf(engine);

        Assert.True(outcomes.ContainsKey(scenario), $"The scenario did not run: {string.Join(", ", outcomes.Keys)}");
        Assert.True(outcomes[scenario] is null, outcomes[scenario]);
    }
}
