using System.Globalization;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Reads everything that can be read, lets one person answer, and reads it again.</summary>
public static class LiveDifference
{
    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var row = report[Attack.Live];
        foreach (var instrument in Instrument.All) await target.Post(instrument.Crowd(20, random));
        await target.Settle();

        // With a release, its files are among the addresses.
        await target.Publish(new HashSet<string>());
        var addresses = await target.Addresses();
        var before = await Read(target, addresses);
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var instrument = Instrument.All[attempt % Instrument.All.Count];
            var candidates = instrument.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);
            await target.Post(candidates[truth]);

            // Now and then this was the tenth that waited.
            if (target.Waiting(instrument) is 0 or >= 10) await target.Settle();
            var after = await Read(target, addresses);
            Observation? difference = null;
            foreach (var address in addresses.Where(address => !before[address].Same(after[address])))
            {
                row.Fault($"{address} changed");
                difference ??= Difference(instrument, before[address].Text, after[address].Text);
            }

            row.Add(Guess.Of(difference, [], candidates, random), truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
            before = after;
        }
    }

    private static async Task<Dictionary<string, Reply>> Read(ITarget target, IEnumerable<string> addresses)
    {
        var replies = new Dictionary<string, Reply>();
        foreach (var address in addresses) replies[address] = await Reply.Of(target.Http, HttpMethod.Get, address);
        return replies;
    }

    // Any table of counters will do.
    private static Observation? Difference(Instrument instrument, string before, string after)
    {
        var (earlier, later) = (Table(before), Table(after));
        return later.Count == 0 ? null : later.Since(earlier);

        Observation Table(string text)
        {
            var table = new Observation(instrument);
            foreach (var row in text.Split('\n').Select(line => line.Split(',')).Where(row => row.Length == 2))
            {
                if (long.TryParse(row[1], CultureInfo.InvariantCulture, out var count)) table.See(row[0], count, 0);
            }

            return table;
        }
    }
}
