using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>A quarter with too few people is held back; the attacker looks for two releases whose difference is this quarter.</summary>
public static class HiddenQuarter
{
    public static async Task Run(ITarget target, Report report, int rounds, Random random)
    {
        var row = report[Attack.Overlap];
        var hidden = new List<Person>();
        foreach (var questionnaire in KnownQuestionnaire.All) await target.Post(questionnaire.Crowd(20, random));
        await target.Settle();
        await target.CloseQuarter();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var questionnaire in KnownQuestionnaire.All)
            {
                var forged = questionnaire.Crowd(9, random);
                var candidates = questionnaire.ButForOneAnswer(random);
                var truth = random.Next(candidates.Count);
                await target.Post([.. forged, candidates[truth]]);
                await target.Settle();

                hidden.AddRange(forged);
                var known = hidden.Where(person => person.Questionnaire == questionnaire).ToList();
                var guess = Guess.Of(await Remainder(target, questionnaire, row), known, candidates, random);
                row.Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
                hidden.Add(candidates[truth]);
            }

            await target.CloseQuarter();
        }
    }

    private static async Task<Observation?> Remainder(ITarget target, KnownQuestionnaire questionnaire, Row row)
    {
        var releases = (await Release.List(target.Http)).Where(release => release.Questionnaire == questionnaire).ToList();
        var pairs = releases.SelectMany((one, i) => releases.Skip(i + 1).Where(one.Overlaps).Select(other => (one, other))).ToList();
        if (pairs.Count == 0) return null;

        row.AddFault($"{pairs[0].one.Id} and {pairs[0].other.Id} overlap");
        var wide = await releases.MaxBy(release => releases.Count(release.Covers))!.Download(target.Http);
        var remainder = wide.Tables;
        foreach (var narrow in releases.Where(release => release != wide))
        {
            remainder = remainder.Since((await narrow.Download(target.Http)).Tables);
        }

        return remainder;
    }
}
