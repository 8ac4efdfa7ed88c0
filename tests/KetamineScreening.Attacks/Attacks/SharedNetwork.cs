using System.Net;
using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>With the default limits, a counted screening reduces the allowance that is left for others of the same network.</summary>
public static class SharedNetwork
{
    // Published in the privacy policy: mean and standard deviation of the daily allowance of a network.
    private const int Allowance = 20;
    private const double Sigma = 3;

    public static async Task Run(RealTarget target, Report report, int attempts, Random random)
    {
        var questionnaire = KnownQuestionnaire.All[^1];
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            // Each attempt uses its own /24 network of the loopback range.
            byte[] network = [127, (byte)(20 + attempt / 200), (byte)(attempt % 200 + 1)];
            using var victim = target.From(new IPAddress([.. network, 7]));
            using var attacker = target.From(new IPAddress([.. network, 9]));
            var tookPart = random.Next(2);
            if (tookPart == 1) await target.Post(questionnaire.Anybody(random), from: victim);
            var counted = 0;
            while (await Contribute(target, questionnaire.Anybody(random), attacker) == "accepted") counted++;
            var guess = Guess.MostLikely([LogLikelihood(counted - Allowance), LogLikelihood(counted + 1 - Allowance)], random);
            report[Attack.Allowance].Add(guess, tookPart, 0.5, Bounds.TookPart(1 / (2 * Sigma * Sigma)));

            // The attacker's allowance is used up, so "accepted" would mean that the key was used before.
            using var elsewhere = target.From(new IPAddress([127, (byte)(60 + attempt / 200), (byte)(attempt % 200 + 1), 7]));
            tookPart = random.Next(2);
            var key = Guid.NewGuid().ToString();
            if (tookPart == 1) await target.Post(questionnaire.Anybody(random), key: key, from: elsewhere);
            var isKnown = await Contribute(target, questionnaire.Anybody(random), attacker, key) == "accepted";
            report[Attack.KeyAndAllowance].Add(isKnown ? new Guess(1, 1) : Guess.Blind(2, random), tookPart, 0.5, 0.5);
        }
    }

    private static double LogLikelihood(double deviation) => -deviation * deviation / (2 * Sigma * Sigma);

    private static async Task<string?> Contribute(RealTarget target, Person person, HttpClient from, string? key = null) =>
        (string?)JsonNode.Parse((await target.Post(person, key: key, from: from)).Text)!["contribution"];
}
