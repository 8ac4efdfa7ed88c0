using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>One copy taken during a commit: the journal has the counters before the batch, the database those after it.</summary>
public static class HotJournal
{
    // Only the last copies before the journal is emptied matter: the database is completely written by then.
    private const int MaxCopies = 8;

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var questionnaire = KnownQuestionnaire.Largest;
        await target.Post(questionnaire.Crowd(10, random));
        await target.Settle();
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var candidates = questionnaire.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);
            var forged = questionnaire.Crowd(9, random);
            using var stop = new CancellationTokenSource();
            var copying = Task.Run(() => CollectCopies(target, stop.Token));
            await target.Post([.. forged, candidates[truth]]);
            await target.Settle();
            await stop.CancelAsync();

            // Some copies are torn; the one with the most changed counters is complete.
            var changes = (await copying)
                .Select(copy => copy.States().ToList())
                .Select(states => states[^1].Counters(questionnaire).Since(states[0].Counters(questionnaire)))
                .ToList();
            var complete = changes.MaxBy(change => change.Without([]).Count(entry => entry.Value != 0));
            var guess = Guess.Of(complete, forged, candidates, random);
            report[Attack.HotJournal].Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
        }
    }

    private static Queue<StolenCopy> CollectCopies(ITarget target, CancellationToken stop)
    {
        var copies = new Queue<StolenCopy>();
        while (!stop.IsCancellationRequested)
        {
            if (!target.IsWriting)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(0.2));
                continue;
            }

            var copy = target.Copy();
            if (copy.HasJournal) copies.Enqueue(copy);
            if (copies.Count > MaxCopies) copies.Dequeue();
        }

        return copies;
    }
}
