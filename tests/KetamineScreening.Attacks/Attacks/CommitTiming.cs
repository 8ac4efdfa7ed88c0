using System.Diagnostics;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Reads the list of releases all the time: while a batch is written a reader has to wait, so it sees when there were ten.</summary>
public static class CommitTiming
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(500);

    // A reader that finds the store locked sleeps before it tries again; nothing else here takes as long.
    private static readonly TimeSpan HeldUp = TimeSpan.FromMilliseconds(100);

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var instrument = Instrument.Largest;
        await target.Post(instrument.Crowd(10, random));
        await target.Settle();
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var tookPart = random.Next(2);
            if (tookPart == 1) await target.Post(instrument.Anybody(random));
            await target.Post(instrument.Crowd(8, random));
            var watching = Task.Run(() => Longest(target));
            await target.Post(instrument.Anybody(random));
            var held = await watching;
            report[Attack.CommitTiming].Add(new Guess(held >= HeldUp ? 1 : 0, 0.9), tookPart, 0.5, 0.5);

            // Back to nothing that waits, in either case.
            await target.Flush(random);
        }
    }

    private static async Task<TimeSpan> Longest(ITarget target)
    {
        var longest = TimeSpan.Zero;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Watch && longest < HeldUp;)
        {
            var before = clock.Elapsed;
            await target.Http.GetStringAsync("/v1/releases");
            var took = clock.Elapsed - before;
            if (took > longest) longest = took;
        }

        return longest;
    }
}
