using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>A network observer sees the length of the encrypted response and compares it with responses of their own.</summary>
public static class ResponseLength
{
    private const int Neighbours = 9;

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var row = report[Attack.Length];
        var bands = KnownQuestionnaire.Largest.Newest.Bands.Length;
        var samples = new List<(int Length, int Band)>();
        for (var i = 0; i < 50 * bands; i++) samples.Add((await Length(target, InBand(i % bands, random)), i % bands));
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var truth = random.Next(bands);
            var length = await Length(target, InBand(truth, random));
            var (band, votes) = samples
                .OrderBy(sample => Math.Abs(sample.Length - length))
                .Take(Neighbours)
                .CountBy(sample => sample.Band)
                .MaxBy(vote => vote.Value);
            row.Add(new Guess(band, (double)votes / (Neighbours + 1)), truth, 1.0 / bands, 1.0 / bands);
        }
    }

    private static async Task<int> Length(ITarget target, Person person) =>
        (await target.Post(person, contribute: false)).Body.Length;

    private static Person InBand(int band, Random random)
    {
        for (var i = 0; i < 100_000; i++)
        {
            // Some answer every question and some leave many out, so that every band occurs.
            var (severity, leavesOut) = (random.NextDouble(), random.Next(2) * random.NextDouble());
            var person = KnownQuestionnaire.Largest.Answering(item =>
                item.Required ? random.Next(item.Options.Length)
                : random.NextDouble() < leavesOut ? -1
                : (int)(item.Options.Length * severity * random.NextDouble()));
            if (person.Result.Band.Index == band) return person;
        }

        throw new InvalidOperationException("No answers with this band were found.");
    }
}
