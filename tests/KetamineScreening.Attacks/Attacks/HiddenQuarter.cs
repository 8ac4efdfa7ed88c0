using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>A quarter with too few people is held back; the attacker looks for two releases of which one is the other and this quarter.</summary>
public static class HiddenQuarter
{
    public static async Task Run(ITarget target, Report report, int rounds, Random random)
    {
        var row = report[Attack.Overlap];
        var hidden = new List<Person>();
        foreach (var instrument in Instrument.All) await target.Post(instrument.Crowd(20, random));
        await target.Settle();
        await target.CloseQuarter();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var instrument in Instrument.All)
            {
                var forged = instrument.Crowd(9, random);
                var candidates = instrument.ButForOneAnswer(random);
                var truth = random.Next(candidates.Count);
                await target.Post([.. forged, candidates[truth]]);
                await target.Settle();

                hidden.AddRange(forged);
                row.Add(Guess.Of(await Remainder(target, instrument, row), [.. hidden.Where(person => person.Instrument == instrument)], candidates, random), truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
                hidden.Add(candidates[truth]);
            }

            await target.CloseQuarter();
        }
    }

    private static async Task<Observation?> Remainder(ITarget target, Instrument instrument, Row row)
    {
        var releases = (await Release.List(target.Http)).Where(release => release.Instrument == instrument).ToList();
        var pairs = releases.SelectMany((one, i) => releases.Skip(i + 1).Where(one.Overlaps).Select(other => (one, other))).ToList();
        if (pairs.Count == 0) return null;

        row.Fault($"{pairs[0].one.Id} and {pairs[0].other.Id} cover the same time");
        var wide = await releases.MaxBy(release => releases.Count(release.Covers))!.Read(target.Http);
        var rest = wide.Tables;
        foreach (var narrow in releases.Where(release => release != wide)) rest = rest.Since((await narrow.Read(target.Http)).Tables);
        return rest;
    }
}
