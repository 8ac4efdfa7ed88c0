using System.Runtime.InteropServices;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>A network observer sees lengths of encrypted messages and compares them with messages of their own.</summary>
/// <param name="row">The row.</param>
/// <param name="setup">Setup of the target.</param>
/// <param name="isNaive">Whether the naive build has such messages.</param>
/// <param name="measure">Lengths that one person causes.</param>
internal sealed class LengthAttack(Row row, Setup setup, bool isNaive, Func<ITarget, Person, Task<int[]>> measure) : SingleAttack(row)
{
    private const int Neighbours = 5;

    public override int Rounds => 20;

    public override bool AppliesToNaive => isNaive;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync(setup);
        var bands = KnownQuestionnaire.Largest.Newest.Bands.Length;
        var samples = new List<(int[] Lengths, int Band)>();
        for (var i = 0; i < 20 * bands; i++) samples.Add((await measure(target, InBand(i % bands, random)), i % bands));
        for (var round = 0; round < rounds; round++)
        {
            var truth = random.Next(bands);
            var lengths = await measure(target, InBand(truth, random));
            Row.Add(Nearest(samples, lengths, random), truth, 1.0 / bands, 1.0 / bands);
        }
    }

    /// <summary>Guesses the band that most of the nearest samples have.</summary>
    public static Guess Nearest(List<(int[] Lengths, int Band)> samples, int[] lengths, Random random)
    {
        random.Shuffle(CollectionsMarshal.AsSpan(samples));
        var (band, votes) = samples
            .OrderBy(sample => Distance(sample.Lengths, lengths))
            .Take(Neighbours)
            .CountBy(sample => sample.Band)
            .MaxBy(vote => vote.Value);
        return new Guess(band, (double)votes / (Neighbours + 1));
    }

    private static int Distance(int[] one, int[] other) =>
        Math.Abs(one.Length - other.Length) * 1000 + one.Zip(other, (a, b) => Math.Abs(a - b)).Sum();

    /// <summary>A person with a band.</summary>
    public static Person InBand(int band, Random random)
    {
        for (var i = 0; i < 100_000; i++)
        {
            // Some answer every question and some leave many out, so that every band occurs.
            var (severity, leavesOut) = (random.NextDouble(), random.Next(2) * random.NextDouble());
            var person = KnownQuestionnaire.Largest.Answering(item =>
                item.Required ? random.Next(item.Options.Length)
                : random.NextDouble() < leavesOut ? -1
                : (int)(item.Options.Length * severity * random.NextDouble()));
            if (person.Result.Band.Index == band) return person;
        }

        throw new InvalidOperationException("No answers with this band were found.");
    }
}
