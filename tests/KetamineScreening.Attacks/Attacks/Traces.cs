using System.Diagnostics;
using System.Globalization;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Metrics and log before and after nine forged screenings and perhaps a tenth person.</summary>
internal sealed class MetricsAndLog() : SingleAttack(new("participation: nine forged screenings, metrics and log"))
{
    public override int Rounds => 10;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync(new Setup { HasMetrics = true });
        var learner = new Learner(random);
        for (var round = 0; round < rounds + Learner.Lessons; round++)
        {
            var (questionnaire, tookPart) = (KnownQuestionnaire.Largest, learner.NextTruth());
            var before = await ReadAsync(target);
            await target.PostAsync(questionnaire.Crowd(9 + tookPart, random));
            await target.TurnAsync();
            var after = await ReadAsync(target);
            var changes = after.ToDictionary(entry => entry.Key, entry => entry.Value - before.GetValueOrDefault(entry.Key));
            Row.AddCoin(learner.Next(changes, tookPart), tookPart);
        }
    }

    private static async Task<Dictionary<string, double>> ReadAsync(ITarget target)
    {
        var seen = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["messages"] = target.Log.Messages,
            ["characters"] = target.Log.Characters,
        };
        foreach (var line in (await target.MetricsAsync()).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            // Name and labels, the value, and perhaps a timestamp.
            var at = line.IndexOf(' ', line.LastIndexOf('}') + 1);
            var text = line[at..].Trim().Split(' ')[0];
            if (double.TryParse(text, CultureInfo.InvariantCulture, out var value)) seen[line[..at]] = value;
        }

        return seen;
    }
}

/// <summary>A screening from a network that has reached its limit might take another time than one from a network that has not.</summary>
internal sealed class LimitTiming() : SingleAttack(new("participation: time of a response from a network at its limit"))
{
    public override int Rounds => 20;

    public override bool MeasuresTime => true;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync(new Setup { Allowance = 1 });
        var learner = new Learner(random);
        for (var round = 0; round < rounds + Learner.Lessons; round++)
        {
            var (questionnaire, tookPart) = (KnownQuestionnaire.Largest, learner.NextTruth());
            using var victim = target.Client(Networks.Address(round, host: 7));
            using var attacker = target.Client(Networks.Address(round, host: 9));
            if (tookPart == 1) await target.PostAsync(questionnaire.Anybody(random), from: victim);

            // The connection is opened by a request that is not limited.
            var person = questionnaire.Extreme(last: true);
            await target.PostAsync(person, contribute: false, from: attacker);
            var start = Stopwatch.GetTimestamp();
            await target.PostAsync(person, from: attacker);
            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Row.AddCoin(learner.Next(new Dictionary<string, double> { ["time"] = time, ["log"] = Math.Log(time) }, tookPart), tookPart);
        }
    }
}

/// <summary>
/// With a limit per network, a screening of another person takes the place of one of the attacker's, so two screenings differ in the
/// release and the bound is that of four times the budget.
/// </summary>
internal sealed class Displacement() : SingleAttack(
    new("**participation: limit of a network filled by the attacker, from the release, bound of 4 rho**"))
{
    private const double Rho = 0.125;
    private const int Allowance = 5;

    public override int Rounds => 6;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync(new Setup { Allowance = Allowance });
        for (var round = 0; round < rounds; round++)
        {
            using var victim = target.Client(Networks.Address(round, host: 7));
            using var attacker = target.Client(Networks.Address(round, host: 9));
            var (questionnaire, tookPart) = (KnownQuestionnaire.All[round % KnownQuestionnaire.All.Count], random.Next(2));
            var (person, own) = (questionnaire.Extreme(last: false), questionnaire.Extreme(last: true));
            if (tookPart == 1) await target.PostAsync(person, from: victim);
            await target.PostAsync(Enumerable.Repeat(own, Allowance), from: attacker);
            var release = (await target.EndPeriodAsync())[questionnaire];
            long[] without = [.. own.Vector.Select(change => Allowance * change)];
            long[] with = [.. without.Zip(own.Vector, person.Vector).Select(cell => cell.First - cell.Second + cell.Third)];
            var guess = Guess.Of(release.Tables, [], [without, with], random);
            Row.Add(guess, tookPart, 0.5, Bounds.TookPart(4 * Rho));
            Row.AddOptimum(Bounds.Between(release.Tables, without, with));
        }
    }
}
