using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>One copy, taken while a batch is being written: the journal still has what was before, the database already what is after.</summary>
public static class HotJournal
{
    // The last ones before the journal is emptied: by then the database is written.
    private const int MostCopies = 8;

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var instrument = Instrument.Largest;
        await target.Post(instrument.Crowd(10, random));
        await target.Settle();
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var candidates = instrument.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);
            var forged = instrument.Crowd(9, random);
            using var end = new CancellationTokenSource();
            var copying = Task.Run(() => Copies(target, end.Token));
            await target.Post([.. forged, candidates[truth]]);
            await target.Settle();
            await end.CancelAsync();

            // Torn copies are among them; the one in which most has changed is whole.
            var steps = (await copying).Select(copy => copy.States().ToList()).Select(states => states[^1].Counters(instrument).Since(states[0].Counters(instrument))).ToList();
            var whole = steps.MaxBy(step => step.Without([]).Count(entry => entry.Value != 0));
            report[Attack.HotJournal].Add(Guess.Of(whole, forged, candidates, random), truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
        }
    }

    private static Queue<StolenCopy> Copies(ITarget target, CancellationToken end)
    {
        var hot = new Queue<StolenCopy>();
        while (!end.IsCancellationRequested)
        {
            if (!target.IsWriting)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(0.2));
                continue;
            }

            var copy = target.Copy();
            if (copy.HasJournal) hot.Enqueue(copy);
            if (hot.Count > MostCopies) hot.Dequeue();
        }

        return hot;
    }
}
