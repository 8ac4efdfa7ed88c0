using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>The attacker knows the idempotency key of another person and sends a screening of their own with it.</summary>
internal sealed class ReplayedAnswer() : SingleAttack(new("replay of a known idempotency key: one answer"))
{
    public override int Rounds => 20;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync();
        for (var round = 0; round < rounds; round++)
        {
            var questionnaire = KnownQuestionnaire.All[round % KnownQuestionnaire.All.Count];
            var candidates = questionnaire.ButForOneAnswer(random);
            var (truth, key) = (random.Next(candidates.Count), Guid.NewGuid().ToString());
            await target.PostAsync(candidates[truth], key: key);
            var reply = await target.PostAsync(questionnaire.Extreme(last: false), key: key);
            var shown = JsonNode.Parse(reply.Text)!["breakdown"]!.AsArray()
                .ToDictionary(entry => (string)entry!["item"]!, entry => (string)entry!["option"]!);
            var matches = candidates.Where(candidate => candidate.Answers.All(answer =>
                shown.GetValueOrDefault(answer.Key) == answer.Value)).ToList();
            var guess = matches.Count == 1
                ? new Guess(candidates.ToList().IndexOf(matches[0]), 1)
                : Guess.Blind(candidates.Count, random);
            Row.Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
        }
    }
}

/// <summary>
/// The attacker sends a screening of their own, and concludes from the complete response whether somebody else came before.
/// </summary>
/// <param name="name">Name of the attack.</param>
/// <param name="setup">Setup of the target.</param>
/// <param name="hasKey">Whether both send the same idempotency key.</param>
internal sealed class ResponseOracle(string name, Setup setup, bool hasKey) : SingleAttack(new(name))
{
    public override int Rounds => 20;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync(setup);
        var learner = new Learner(random);
        for (var round = 0; round < rounds + Learner.Lessons; round++)
        {
            var questionnaire = KnownQuestionnaire.Largest;
            var (tookPart, key) = (learner.NextTruth(), hasKey ? Guid.NewGuid().ToString() : null);
            using var victim = target.Client(Networks.Address(round, host: 7));
            using var attacker = target.Client(Networks.Address(round, host: 9));
            if (tookPart == 1) await target.PostAsync(questionnaire.Anybody(random), key: key, from: victim);
            for (var i = 1; i < setup.Allowance; i++) await target.PostAsync(questionnaire.Extreme(last: true), from: attacker);
            var reply = await target.PostAsync(questionnaire.Extreme(last: true), key: key, from: attacker);
            Row.AddCoin(learner.Next(Responses.Features(reply, questionnaire.Extreme(last: true)), tookPart), tookPart);
        }
    }
}

/// <summary>The memory of idempotency keys has room for one more key, so that a key of somebody else fills it.</summary>
internal sealed class FullMemory() : SingleAttack(new("participation: full memory of idempotency keys, from the response"))
{
    public override int Rounds => 3;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        var learner = new Learner(random);
        await using var target = await lab.StartAsync();
        for (var round = 0; round < rounds + Learner.Lessons; round++)
        {
            target.FillRetryMemory(room: 1);
            var (questionnaire, tookPart) = (KnownQuestionnaire.Largest, learner.NextTruth());
            if (tookPart == 1) await target.PostAsync(questionnaire.Anybody(random), key: Guid.NewGuid().ToString());
            var reply = await target.PostAsync(questionnaire.Extreme(last: true), key: Guid.NewGuid().ToString());
            Row.AddCoin(learner.Next(Responses.Features(reply, questionnaire.Extreme(last: true)), tookPart), tookPart);
        }
    }
}

/// <summary>
/// A memory of the service has room for one more entry. The attacker repeats a screening that is counted once while it is remembered, so a
/// person who takes the last place would change the totals by all of these.
/// </summary>
/// <param name="name">Name of the attack.</param>
/// <param name="allowance">Screenings of one network that are counted in a day; 0 for no limit.</param>
/// <param name="fill">Fills the memory up to one place.</param>
/// <param name="hasKey">Whether requests have idempotency keys.</param>
internal sealed class LastPlace(string name, int allowance, Action<RealTarget> fill, bool hasKey) : SingleAttack(new(name))
{
    private const double Rho = 0.125;
    private const int Repeats = 30;

    public override int Rounds => 3;

    // Exact totals show a participation anyway.
    public override bool AppliesToNaive => false;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        for (var round = 0; round < rounds; round++)
        {
            await using var target = new RealTarget(new Setup { Allowance = allowance });
            using var victim = target.Client(Networks.Address(0, host: 7));
            using var attacker = target.Client(Networks.Address(200, host: 9));
            var (questionnaire, tookPart) = (KnownQuestionnaire.Largest, random.Next(2));
            var (person, own) = (questionnaire.Extreme(last: false), questionnaire.Extreme(last: true));
            fill(target);
            if (tookPart == 1) await target.PostAsync(person, key: hasKey ? "key-of-the-person" : null, from: victim);
            for (var i = 0; i < Repeats; i++) await target.PostAsync(own, key: hasKey ? "key-of-the-attacker" : null, from: attacker);
            var seen = (await target.EndPeriodAsync())[questionnaire].Tables;
            var logs = Guess.LogLikelihoods(seen, [], [own.Vector, Sum(1), Sum(Repeats)]);
            Row.Add(Guess.MostLikely([logs[0], Math.Max(logs[1], logs[2])], random), tookPart, 0.5, Bounds.TookPart(Rho));

            long[] Sum(int counted) => [.. person.Vector.Zip(own.Vector, (one, other) => one + counted * other)];
        }
    }
}

/// <summary>Numbers that describe a response.</summary>
internal static class Responses
{
    /// <summary>Status, lengths, and whether the score is the sender's own and the response says that the screening was counted.</summary>
    public static Dictionary<string, double> Features(Reply reply, Person own) => new()
    {
        ["status"] = reply.Status,
        ["length of headers"] = reply.Headers.Length,
        ["length of body"] = reply.Body.Length,
        ["own score"] = (int)JsonNode.Parse(reply.Text)!["score"]!["value"]! == own.Result.Score ? 1 : 0,
        ["counted"] = (string?)JsonNode.Parse(reply.Text)!["contribution"] is "accepted" or "received" ? 1 : 0,
    };
}

/// <summary>Loopback addresses in networks of their own.</summary>
internal static class Networks
{
    /// <summary>An address in the network /24 of a round.</summary>
    public static System.Net.IPAddress Address(int round, byte host) => new([127, (byte)(20 + round / 200), (byte)(round % 200 + 1), host]);
}
