using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>The attacker fills a quarter until it depends on one person whether enough people took part for a release.</summary>
public static class GateOracle
{
    private const int RoundsOfOneServer = 10;

    // A gate's own noise has a standard deviation of 20 people: rho = 1 / (2 x 20^2) for one more person.
    private const double RhoOfOneGate = 1.0 / 800;

    public static async Task Run(Func<Task<ITarget>> start, Report report, int rounds, Random random)
    {
        var row = report[Attack.Gate];
        for (var done = 0; done < rounds; done += RoundsOfOneServer)
        {
            await using var target = await start();
            for (var round = done; round < Math.Min(rounds, done + RoundsOfOneServer); round++)
            {
                var before = await target.Published();
                var tookPart = Instrument.All.ToDictionary(instrument => instrument, _ => random.Next(2));
                await target.Post(Instrument.All.SelectMany(instrument => instrument.Crowd(target.Threshold - 1 + tookPart[instrument], random)));
                await target.Settle();
                await target.CloseQuarter();
                var published = (await Release.List(target.Http)).Where(release => !before.Contains(release.Id) && !release.IsOfAllTime).Select(release => release.Instrument).ToHashSet();
                foreach (var instrument in Instrument.All)
                {
                    // Exact where the threshold is: then this is no guess.
                    var guess = new Guess(published.Contains(instrument) ? 1 : 0, target is NaiveTarget ? 1 : Bounds.TookPart(RhoOfOneGate));
                    row.Add(guess, tookPart[instrument], 0.5, Bounds.TookPart(RhoOfOneGate));
                }

                // What was held back is published in the end, so that the next round begins afresh.
                for (var gate = 0; gate < NoisePolicy.MostGates; gate++) await target.CloseQuarter();
            }
        }
    }
}
