using System.Diagnostics;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Polls the list of releases: a reader that has to wait for a commit reveals that a batch of ten was complete.</summary>
public static class CommitTiming
{
    private static readonly TimeSpan ObservationTime = TimeSpan.FromMilliseconds(500);

    // A reader sleeps this long before it retries a locked database; no other step of a read takes as long.
    private static readonly TimeSpan LockDelay = TimeSpan.FromMilliseconds(100);

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var questionnaire = KnownQuestionnaire.Largest;
        await target.Post(questionnaire.Crowd(10, random));
        await target.Settle();
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var tookPart = random.Next(2);
            if (tookPart == 1) await target.Post(questionnaire.Anybody(random));
            await target.Post(questionnaire.Crowd(8, random));
            var polling = Task.Run(() => LongestRead(target));
            await target.Post(questionnaire.Anybody(random));
            var longest = await polling;
            report[Attack.CommitTiming].Add(new Guess(longest >= LockDelay ? 1 : 0, 0.9), tookPart, 0.5, 0.5);

            // No screening may stay pending for the next attempt.
            await target.Flush(random);
        }
    }

    private static async Task<TimeSpan> LongestRead(ITarget target)
    {
        var longest = TimeSpan.Zero;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < ObservationTime && longest < LockDelay;)
        {
            var start = clock.Elapsed;
            await target.Http.GetStringAsync("/v1/releases");
            var duration = clock.Elapsed - start;
            if (duration > longest) longest = duration;
        }

        return longest;
    }
}
