using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Nine forged screenings are posted to one node in the last minutes of a quarter, and perhaps a tenth person comes to one of the
/// nodes. The attacker has the releases of this quarter and of the next one.
/// </summary>
/// <param name="name">Name of the attack.</param>
/// <param name="second">Settings of the second node.</param>
/// <param name="skew">How far the clock of the second node is behind.</param>
/// <param name="isLate">Whether the nodes take no turn during the grace, so that one closes while the other still writes.</param>
internal sealed class QuarterEnd(string name, IReadOnlyDictionary<string, string> second, TimeSpan skew, bool isLate)
    : SingleAttack(new(name))
{
    public override int Rounds => 2;

    public override bool NeedsPostgres => true;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        var database = lab.NewDatabase();
        await using var nodes = await Nodes.StartAsync(
            lab, new Setup { Postgres = database }, new Setup { Postgres = database, Settings = second });
        for (var round = 0; round < rounds; round++)
        {
            var end = TargetActions.EndOfQuarter(nodes[0].Now);
            await TurnAsync(end.AddMinutes(-20));
            var tookPart = KnownQuestionnaire.All.ToDictionary(questionnaire => questionnaire, _ => random.Next(2));
            var forged = KnownQuestionnaire.All.ToDictionary(known => known, known => known.Crowd(9, random));
            await nodes[1].PostAsync(forged.Values.SelectMany(people => people));
            var others = KnownQuestionnaire.All.Where(questionnaire => tookPart[questionnaire] == 1);
            await nodes[random.Next(2)].PostAsync(others.Select(questionnaire => questionnaire.Extreme(last: true)));

            var before = await nodes[0].ReleaseIdsAsync();
            if (!isLate) await TurnAsync(end.AddMinutes(10) + skew);
            var releases = await CloseAsync(end, before);
            var next = await CloseAsync(TargetActions.EndOfQuarter(nodes[0].Now), await nodes[0].ReleaseIdsAsync());
            foreach (var (questionnaire, release) in releases)
            {
                Judge(release, next.GetValueOrDefault(questionnaire), forged[questionnaire], tookPart[questionnaire], random);
            }
        }

        Task TurnAsync(DateTimeOffset now) => nodes.TurnAsync(node => node == 0 ? now : now - skew);

        async Task<IReadOnlyDictionary<KnownQuestionnaire, Release>> CloseAsync(DateTimeOffset end, IReadOnlySet<string> before)
        {
            await TurnAsync(end.AddHours(2) + skew);

            // A node reads the releases of the others at its next turn.
            await TurnAsync(end.AddHours(3) + skew);
            return await nodes[0].NewReleasesAsync(before);
        }
    }

    // The forged screenings are in one of the two releases, and so is the person, whichever release that is.
    private void Judge(Release release, Release? next, List<Person> forged, int tookPart, Random random)
    {
        var (person, size) = (release.Questionnaire.Extreme(last: true), release.Questionnaire.Vocabulary.Cells.Length);
        var (nothing, nine, ten) = (new long[size], new long[size], new long[size]);
        for (var cell = 0; cell < size; cell++)
        {
            nine[cell] = forged.Sum(other => other.Vector[cell]);
            ten[cell] = nine[cell] + person.Vector[cell];
        }

        // Nobody: nine here or there. Somebody: ten here, ten there, or the person apart from the nine.
        long[] one = [.. person.Vector];
        long[][] here = [nine, nothing, ten, nothing, nine, one];
        long[][] there = [nothing, nine, nothing, ten, one, nine];
        var afterwards = next?.Tables ?? Observation.OfNobody(release.Questionnaire);
        var near = Guess.LogLikelihoods(release.Tables, [], here);
        var logs = near.Zip(Guess.LogLikelihoods(afterwards, [], there), (a, b) => a + b).ToList();
        var guess = Guess.MostLikely([Sum(logs[..2]), Sum(logs[2..])], random);

        // The best rule for the stated noise, since nodes with different settings begin periods with different noise.
        Row.Add(guess, tookPart, 0.5, new[] { release.Tables, afterwards }.Max(tables => Bounds.Between(tables, nothing, one)));
    }

    private static double Sum(IReadOnlyList<double> logs) => logs.Max() + Math.Log(logs.Average(log => Math.Exp(log - logs.Max())));
}
