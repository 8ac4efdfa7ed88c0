using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Nine wait, all of the attacker's own, and the quarter ends. Whether one more person came decides whether these nine are
/// in it: their presence moves ten screenings, not one, and the first batch decides whether a period begins at all.
/// </summary>
public static class BatchBoundary
{
    private const double Rho = 0.25;

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
            var batches = target.Copy().Read().Batches;
            tookPart[instrument] = random.Next(2);
            await target.Post(Enumerable.Range(0, 9 + tookPart[instrument]).Select(_ => instrument.Extreme(last: true)));
            await target.Settle();
            var isMore = target.Copy().Read().Batches > batches;
            report[Attack.BatchNumber].Add(new Guess(isMore ? 1 : 0, 1), tookPart[instrument], 0.5, Bounds.TookPart(Rho));
        }

        var quarter = target.Quarter;
        await target.CloseQuarter();

        // Enough that this period begins now at the latest; then everything is left alone until it is published.
        await target.Post(begins.Crowd(11, random));
        await target.Settle();
        var releases = await target.Publish(new HashSet<string>());
        report[Attack.FirstBatch].Add(new Guess(releases[begins].FirstQuarter == quarter ? 1 : 0, 1), tookPart[begins], 0.5, Bounds.TookPart(Rho));
        foreach (var instrument in others)
        {
            var person = instrument.Extreme(last: true);
            long[] nobody = new long[person.Vector.Count];
            long[] allTen = [.. person.Vector.Select(change => 10 * change)];
            report[Attack.Cut].Add(Guess.Of(releases[instrument].Tables, known[instrument], [nobody, allTen], random), tookPart[instrument], 0.5, Bounds.TookPart(Rho));
        }
    }
}
