using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>The attacker knows the idempotency key that somebody uses, and sends a screening of their own with it.</summary>
public static class Replays
{
    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        // Tried out first on a key of the attacker's own: does a second request with it look different from the first?
        var trial = Guid.NewGuid().ToString();
        var fresh = await Send(target, Instrument.Largest.Extreme(last: true), trial);
        var replayed = await Send(target, Instrument.Largest.Extreme(last: false), trial);

        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var instrument = Instrument.All[attempt % Instrument.All.Count];
            var own = instrument.Extreme(last: false);
            var candidates = instrument.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);

            var key = Guid.NewGuid().ToString();
            await target.Post(candidates[truth], key: key);
            var reply = await Send(target, own, key);
            var fitting = Enumerable.Range(0, candidates.Count).Where(i => reply.Shown.GetValueOrDefault(candidates[i].Unknown) == candidates[i].Answers[candidates[i].Unknown]).ToList();
            var guess = !reply.IsOwn && fitting.Count == 1 ? new Guess(fitting[0], 1) : Guess.Blind(candidates.Count, random);
            report[Attack.ReplayAnswer].Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);

            key = Guid.NewGuid().ToString();
            var tookPart = random.Next(2);
            if (tookPart == 1) await target.Post(candidates[truth], key: key);
            reply = await Send(target, own, key);
            guess = fresh.Looks == replayed.Looks ? Guess.Blind(2, random) : new Guess(reply.Looks == replayed.Looks ? 1 : 0, 1);
            report[Attack.ReplayCounted].Add(guess, tookPart, 0.5, 0.5);
        }
    }

    private static async Task<Answer> Send(ITarget target, Person own, string key)
    {
        var reply = JsonNode.Parse((await target.Post(own, key: key)).Text)!;
        var shown = reply["breakdown"]!.AsArray().ToDictionary(entry => (string)entry!["item"]!, entry => (string)entry!["option"]!);
        var isOwn = shown.All(entry => own.Answers.TryGetValue(entry.Key, out var option) && option == entry.Value);
        return new Answer(shown, isOwn, (string?)reply["contribution"]);
    }

    private sealed record Answer(IReadOnlyDictionary<string, string> Shown, bool IsOwn, string? Contribution)
    {
        public (bool IsOwn, string? Contribution) Looks => (IsOwn, Contribution);
    }
}
