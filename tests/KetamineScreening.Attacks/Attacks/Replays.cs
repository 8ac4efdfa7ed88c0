using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>The attacker knows the idempotency key of another person and sends a screening of their own with it.</summary>
public static class Replays
{
    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        // Calibration with the attacker's own key: does the response to a repeated key differ from the first response?
        var trial = Guid.NewGuid().ToString();
        var fresh = await Send(target, KnownQuestionnaire.Largest.Extreme(last: true), trial);
        var replayed = await Send(target, KnownQuestionnaire.Largest.Extreme(last: false), trial);

        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var questionnaire = KnownQuestionnaire.All[attempt % KnownQuestionnaire.All.Count];
            var own = questionnaire.Extreme(last: false);
            var candidates = questionnaire.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);

            var key = Guid.NewGuid().ToString();
            await target.Post(candidates[truth], key: key);
            var reply = await Send(target, own, key);
            var matches = Enumerable.Range(0, candidates.Count).Where(i => reply.Shows(candidates[i])).ToList();
            var guess = !reply.IsOwn && matches.Count == 1 ? new Guess(matches[0], 1) : Guess.Blind(candidates.Count, random);
            report[Attack.ReplayAnswer].Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);

            key = Guid.NewGuid().ToString();
            var tookPart = random.Next(2);
            if (tookPart == 1) await target.Post(candidates[truth], key: key);
            reply = await Send(target, own, key);
            guess = fresh.Features == replayed.Features
                ? Guess.Blind(2, random)
                : new Guess(reply.Features == replayed.Features ? 1 : 0, 1);
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

    /// <summary>The parts of a response that may reveal a stored result.</summary>
    /// <param name="Shown">Option code by item id in the breakdown.</param>
    /// <param name="IsOwn">Whether the breakdown shows the answers of the attacker.</param>
    /// <param name="Contribution">Whether the screening was counted, as the response says.</param>
    private sealed record Answer(IReadOnlyDictionary<string, string> Shown, bool IsOwn, string? Contribution)
    {
        public (bool IsOwn, string? Contribution) Features => (IsOwn, Contribution);

        public bool Shows(Person person) => Shown.GetValueOrDefault(person.Unknown) == person.Answers[person.Unknown];
    }
}
