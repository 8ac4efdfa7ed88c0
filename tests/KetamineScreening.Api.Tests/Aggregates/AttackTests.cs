using System.Globalization;
using KetamineScreening.Attacks;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>The attacks of the privacy policy in their short form; the long form is run by hand.</summary>
/// <remarks>Alone, when everything else is done: attackers are greedy, and some of them watch the clock.</remarks>
[Collection(nameof(AttackTests))]
public sealed class AttackTests
{
    [Fact]
    public async Task No_attack_recovers_an_answer_or_beats_its_bound_and_on_a_naive_build_they_do()
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await Simulation.RunAsync(isLong: false, output);

        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(exitCode == 0, output.ToString());
    }
}

/// <summary>Runs with nothing beside it.</summary>
[CollectionDefinition(nameof(AttackTests), DisableParallelization = true)]
public sealed class AttackTestsAlone;
