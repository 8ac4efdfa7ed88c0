using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Somebody on the line sees how long the encrypted answer is, and has tried out how long answers are.</summary>
public static class ResponseLength
{
    private const int Nearest = 9;

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var row = report[Attack.Length];
        var bands = Instrument.Largest.Questionnaire.Bands.Length;
        var tried = new List<(int Length, int Band)>();
        for (var i = 0; i < 50 * bands; i++) tried.Add((await Length(target, InBand(i % bands, random)), i % bands));
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var truth = random.Next(bands);
            var length = await Length(target, InBand(truth, random));
            var votes = tried.OrderBy(entry => Math.Abs(entry.Length - length)).Take(Nearest).CountBy(entry => entry.Band).MaxBy(vote => vote.Value);
            row.Add(new Guess(votes.Key, (double)votes.Value / (Nearest + 1)), truth, 1.0 / bands, 1.0 / bands);
        }
    }

    private static async Task<int> Length(ITarget target, Person person) => (await target.Post(person, contribute: false)).Body.Length;

    private static Person InBand(int band, Random random)
    {
        for (var i = 0; i < 100_000; i++)
        {
            var severity = random.NextDouble();
            var person = Instrument.Largest.Answering(item => item.Required ? item.Options.Length - 1 : (int)(item.Options.Length * severity * random.NextDouble()));
            if (person.Result.Band.Index == band) return person;
        }

        throw new InvalidOperationException("Nobody is in this band.");
    }
}
