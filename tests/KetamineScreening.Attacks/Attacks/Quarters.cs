using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Complete quarters, from the first screening to the release, with copies of store and keys in between. Several attackers share a
/// quarter; each has one unknown person and knows all other people.
/// </summary>
internal sealed class Quarters : Attack
{
    private const int RoundsPerServer = 10;

    private readonly IReadOnlyList<QuarterAttack> attacks = QuarterAttack.All();
    private readonly Row rounded = new("rounded tables: cells that do not follow from the noisy ones");

    public override IReadOnlyList<Row> Rows => [.. attacks.Select(attack => attack.Row), rounded];

    public override int Rounds => 7;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        for (var done = 0; done < rounds; done += RoundsPerServer)
        {
            await using var target = await lab.StartAsync();
            for (var round = done; round < Math.Min(rounds, done + RoundsPerServer); round++) await AttackAsync(target, random);
        }
    }

    private async Task AttackAsync(ITarget target, Random random)
    {
        var all = KnownQuestionnaire.All;
        var early = all.ToDictionary(questionnaire => questionnaire, questionnaire => questionnaire.Crowd(10, random));
        var late = all.ToDictionary(questionnaire => questionnaire, questionnaire => questionnaire.Crowd(10, random));
        var cases = all.ToDictionary(questionnaire => questionnaire, questionnaire =>
            attacks.Select(attack => attack.Plan(questionnaire, random)).ToList());

        await CountAsync(target, early.Values.SelectMany(people => people));
        var first = target.Copy();
        await CountAsync(target, cases.Values.SelectMany(of => of).SelectMany(unknown => unknown.Posts));
        var second = target.Copy();
        using var keys = target.CopyKeys();
        await CountAsync(target, late.Values.SelectMany(people => people));
        var releases = await target.EndPeriodAsync();
        using var laterKeys = target.CopyKeys();

        foreach (var (questionnaire, release) in releases)
        {
            var seen = new Evidence(release, first, second, keys, laterKeys, early[questionnaire], late[questionnaire]);
            foreach (var (attack, unknown) in attacks.Zip(cases[questionnaire]))
            {
                var others = cases[questionnaire].Where(other => other != unknown).SelectMany(other => other.Posts);
                attack.Guess(seen, unknown, others, random);
            }

            CompareRounded(release);
        }
    }

    private static async Task CountAsync(ITarget target, IEnumerable<Person> people)
    {
        await target.PostAsync(people);
        await target.TurnAsync();
    }

    private void CompareRounded(Release release)
    {
        rounded.AddComparisons(release.Rounded.Count);
        foreach (var (cell, count) in release.Rounded)
        {
            var noisy = release.Counts[cell];
            if (count != (noisy < 15 ? null : (noisy + 5) / 10 * 10)) rounded.AddFault($"{cell} does not follow from its noisy count");
        }
    }
}
