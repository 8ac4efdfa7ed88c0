using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Nine wait, all of the attacker's own, and the quarter ends. Where one more person decides whether these nine are in it,
/// their presence moves ten screenings and not one; where batches can be counted, or the first begins a period, it shows at once.
/// </summary>
public static class BatchBoundary
{
    private static readonly double RhoOfRelease = 0.125 + (double)NoisePolicy.GateRho.Numerator / (double)NoisePolicy.GateRho.Denominator;

    private static readonly List<double> Excesses = [];

    public static async Task Run(Func<Task<ITarget>> start, Report report, int rounds, Random random)
    {
        for (var round = 0; round < rounds; round++)
        {
            await using var target = await start();
            await Quarter(target, report, random);
        }
    }

    private static async Task Quarter(ITarget target, Report report, Random random)
    {
        var (begins, others) = (Instrument.All[0], Instrument.All.Skip(1).ToList());
        var known = others.ToDictionary(instrument => instrument, instrument => instrument.Crowd(10, random));
        await target.Post(known.Values.SelectMany(people => people));
        await target.Settle();

        var tookPart = new Dictionary<Instrument, int>();
        foreach (var instrument in Instrument.All)
        {
            tookPart[instrument] = random.Next(2);

            // The header of the file counts commits: whatever is more than the schedule has was a batch.
            var (commits, scheduled) = (target.Copy().Commits, target.Scheduled);
            await target.Post(Enumerable.Range(0, 9 + tookPart[instrument]).Select(_ => instrument.Extreme(last: true)));
            await target.Settle();
            var excess = target.Copy().Commits - commits - (target.Scheduled - scheduled);
            report[Attack.BatchNumber].Add(FromExcess(excess, random), tookPart[instrument], 0.5, 0.5);
        }

        var quarter = target.Quarter;
        await target.CloseQuarter();
        var releases = await target.Publish(new HashSet<string>());

        // A period that began later than the quarter did tells that there was no batch before.
        var isLate = releases[begins].FirstQuarter != quarter;
        report[Attack.FirstBatch].Add(isLate ? new Guess(0, 1) : Guess.Blind(2, random), tookPart[begins], 0.5, 0.5);
        foreach (var instrument in others)
        {
            var person = instrument.Extreme(last: true);
            long[] nobody = new long[person.Vector.Count];
            List<Person> own = [.. known[instrument], .. Enumerable.Repeat(person, 9)];
            report[Attack.Cut].Add(Guess.Of(releases[instrument].Tables, own, [nobody, person.Vector], random), tookPart[instrument], 0.5, Bounds.TookPart(RhoOfRelease));
        }
    }

    // A round number where nothing else is written; else more or less than in half of the cases before.
    private static Guess FromExcess(double excess, Random random)
    {
        lock (Excesses)
        {
            var median = Excesses.Order().ElementAtOrDefault(Excesses.Count / 2);
            Excesses.Add(excess);
            return excess == median ? Guess.Blind(2, random) : new Guess(excess > median ? 1 : 0, 0.9);
        }
    }
}
