using System.Net;
using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Limits as they come out of the box: what is counted of one person leaves less for others of the same network.</summary>
public static class SharedNetwork
{
    // What the policy says: about so many a day, drawn with this standard deviation.
    private const int Allowance = 20;
    private const double Sigma = 3;

    public static async Task Run(RealTarget target, Report report, int attempts, Random random)
    {
        var instrument = Instrument.All[^1];
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            // A network of its own for each attempt, of those that this machine has to itself.
            byte[] network = [127, (byte)(20 + attempt / 200), (byte)(attempt % 200 + 1)];
            using var victim = target.From(new IPAddress([.. network, 7]));
            using var attacker = target.From(new IPAddress([.. network, 9]));
            var tookPart = random.Next(2);
            if (tookPart == 1) await target.Post(instrument.Anybody(random), from: victim);
            var counted = 0;
            while (await Contribute(target, instrument.Anybody(random), attacker) == "accepted") counted++;
            report[Attack.Allowance].Add(
                Guess.MostLikely([LogOf(counted - Allowance), LogOf(counted + 1 - Allowance)], random), tookPart, 0.5, Bounds.TookPart(1 / (2 * Sigma * Sigma)));

            // Now that nothing of the attacker's is counted any more, only a key that was used already is "accepted".
            using var elsewhere = target.From(new IPAddress([127, (byte)(60 + attempt / 200), (byte)(attempt % 200 + 1), 7]));
            tookPart = random.Next(2);
            var key = Guid.NewGuid().ToString();
            if (tookPart == 1) await target.Post(instrument.Anybody(random), key: key, from: elsewhere);
            var isKnown = await Contribute(target, instrument.Anybody(random), attacker, key) == "accepted";
            report[Attack.KeyAndAllowance].Add(isKnown ? new Guess(1, 1) : Guess.Blind(2, random), tookPart, 0.5, 0.5);
        }
    }

    private static double LogOf(double deviation) => -deviation * deviation / (2 * Sigma * Sigma);

    private static async Task<string?> Contribute(RealTarget target, Person person, HttpClient from, string? key = null) =>
        (string?)JsonNode.Parse((await target.Post(person, key: key, from: from)).Text)!["contribution"];
}
