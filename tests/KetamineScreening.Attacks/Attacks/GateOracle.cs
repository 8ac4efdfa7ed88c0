using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>The attacker fills a quarter so that one more person decides whether the threshold for a release is reached.</summary>
public static class GateOracle
{
    private const int RoundsPerServer = 10;

    // The noise of a gate check has a standard deviation of 20: rho = 1 / (2 x 20^2) for one person.
    private const double RhoOfOneGate = 1.0 / 800;

    public static async Task Run(Func<Task<ITarget>> start, Report report, int rounds, Random random)
    {
        var row = report[Attack.Gate];
        for (var done = 0; done < rounds; done += RoundsPerServer)
        {
            await using var target = await start();
            for (var round = done; round < Math.Min(rounds, done + RoundsPerServer); round++)
            {
                var before = await target.Published();
                var tookPart = KnownQuestionnaire.All.ToDictionary(questionnaire => questionnaire, _ => random.Next(2));
                await target.Post(KnownQuestionnaire.All.SelectMany(questionnaire =>
                    questionnaire.Crowd(target.Threshold - 1 + tookPart[questionnaire], random)));
                await target.Settle();
                await target.CloseQuarter();
                var published = (await target.NewReleases(before)).Select(release => release.Questionnaire).ToHashSet();
                foreach (var questionnaire in KnownQuestionnaire.All)
                {
                    // With an exact threshold the conclusion is certain.
                    var certainty = target is NaiveTarget ? 1 : Bounds.TookPart(RhoOfOneGate);
                    var guess = new Guess(published.Contains(questionnaire) ? 1 : 0, certainty);
                    row.Add(guess, tookPart[questionnaire], 0.5, Bounds.TookPart(RhoOfOneGate));
                }

                // Periods that were held back are published in the end, so the next round starts without pending periods.
                for (var check = 0; check < NoisePolicy.MostGates; check++) await target.CloseQuarter();
            }
        }
    }
}
