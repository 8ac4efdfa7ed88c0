using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Nine screenings of the attacker are pending when the quarter ends. If a tenth person completes the batch, the release
/// changes by ten screenings instead of one. The number of commits or the start of the period may reveal the batch, too.
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
            await AttackQuarter(target, report, random);
        }
    }

    private static async Task AttackQuarter(ITarget target, Report report, Random random)
    {
        var (unused, others) = (KnownQuestionnaire.All[0], KnownQuestionnaire.All.Skip(1).ToList());
        var known = others.ToDictionary(questionnaire => questionnaire, questionnaire => questionnaire.Crowd(10, random));
        await target.Post(known.Values.SelectMany(people => people));
        await target.Settle();

        var tookPart = new Dictionary<KnownQuestionnaire, int>();
        foreach (var questionnaire in KnownQuestionnaire.All)
        {
            tookPart[questionnaire] = random.Next(2);

            // The database header counts commits; commits beyond the schedule would reveal a batch.
            var (commits, scheduled) = (target.Copy().Commits, target.ScheduledCommits);
            await target.Post(Enumerable.Range(0, 9 + tookPart[questionnaire]).Select(_ => questionnaire.Extreme(last: true)));
            await target.Settle();
            var excess = target.Copy().Commits - commits - (target.ScheduledCommits - scheduled);
            report[Attack.BatchNumber].Add(FromExcess(excess, random), tookPart[questionnaire], 0.5, 0.5);
        }

        var quarter = target.Quarter;
        await target.CloseQuarter();
        var releases = await target.Publish(new HashSet<string>());

        // A period that begins after the quarter would reveal that the quarter had no batch.
        var isLate = releases[unused].FirstQuarter != quarter;
        report[Attack.FirstBatch].Add(isLate ? new Guess(0, 1) : Guess.Blind(2, random), tookPart[unused], 0.5, 0.5);
        foreach (var questionnaire in others)
        {
            var person = questionnaire.Extreme(last: true);
            long[] nobody = new long[person.Vector.Count];
            List<Person> own = [.. known[questionnaire], .. Enumerable.Repeat(person, 9)];
            var guess = Guess.Of(releases[questionnaire].Tables, own, [nobody, person.Vector], random);
            report[Attack.Cut].Add(guess, tookPart[questionnaire], 0.5, Bounds.TookPart(RhoOfRelease));
        }
    }

    // Guesses participation when the excess is above the median of all earlier rounds.
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
