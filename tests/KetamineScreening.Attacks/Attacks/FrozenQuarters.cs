using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Whole quarters in which the attacker knows everybody but one, from the first screening to the release, with copies of
/// the store on the way. Several attackers share a quarter; each has a victim of their own and knows all the others.
/// </summary>
public static class FrozenQuarters
{
    private const int RoundsOfOneServer = 10;

    // What is certain of the policy: rho of a copy, of a release, of both; and what the gates of a release spend besides.
    private const double Rho = 0.25;
    private static readonly double RhoOfGates = (double)NoisePolicy.GateRho.Numerator / (double)NoisePolicy.GateRho.Denominator;
    private static readonly double RhoOfRelease = Rho / 2 + RhoOfGates;

    public static async Task Run(Func<Task<ITarget>> start, Report report, int rounds, Random random)
    {
        for (var done = 0; done < rounds; done += RoundsOfOneServer)
        {
            await using var target = await start();
            for (var round = done; round < Math.Min(rounds, done + RoundsOfOneServer); round++) await Quarter(target, report, random);
        }
    }

    private static async Task Quarter(ITarget target, Report report, Random random)
    {
        var before = await target.Published();
        var plots = Instrument.All.Select(instrument => new Plot(instrument, random)).ToList();

        // Ten to begin with; then nine of the attacker's own, and the victim last: a batch exactly.
        await target.Post(plots.SelectMany(plot => plot.First));
        await target.Settle();
        var first = target.CopyAtRest();
        await target.Post(plots.SelectMany(plot => plot.Second));
        foreach (var plot in plots) await target.Post(plot.Answers[plot.Answer]);
        await target.Settle();
        var second = target.CopyAtRest();
        await target.Post(plots.SelectMany(plot => plot.Third));
        var added = await target.Flush(random);
        var releases = await target.Publish(before);

        var (one, two) = (first.Read(), second.Read());
        var states = second.States().ToList();
        foreach (var plot in plots)
        {
            plot.Others.AddRange(added.Where(person => person.Instrument == plot.Instrument));
            Steal(plot, one.Counters(plot.Instrument), two.Counters(plot.Instrument), releases[plot.Instrument], report, random);
            LookForOlder(plot, second, states, report, random);
            Read(plot, releases[plot.Instrument], report, random);
        }
    }

    private static void Steal(Plot plot, Observation one, Observation two, Release release, Report report, Random random)
    {
        var (candidates, truth) = (plot.Answers, plot.Answer);
        var (chance, bound) = (1.0 / candidates.Count, Bounds.Answered(Rho, candidates.Count));
        report[Attack.OneCopy].Add(Guess.Of(two, [.. plot.First, .. plot.Second], candidates, random), truth, chance, bound);
        report[Attack.TwoCopies].Add(Guess.Of(two.Since(one), plot.Second, candidates, random), truth, chance, bound);

        // Half of the variance of a release is of the noise that is in the copy too.
        var since = release.Tables.Since(one, fresh: 0.5);
        report[Attack.CopyAndRelease].Add(Guess.Of(since, [.. plot.Second, .. plot.Third, .. plot.Others], candidates, random), truth, chance, Bounds.Answered(Rho + RhoOfGates, candidates.Count));
    }

    // At rest there has to be one state only, and no second value of any counter: then there is nothing to go on.
    private static void LookForOlder(Plot plot, StolenCopy copy, IReadOnlyList<StoredState> states, Report report, Random random)
    {
        var (row, candidates, chance) = (report[Attack.Forensics], plot.Answers, 1.0 / plot.Answers.Count);
        var guess = FromSteps([.. states.Select(state => state.Counters(plot.Instrument))], [.. plot.First, .. plot.Second], candidates, random);
        var values = copy.ImagesOfOneCounter(plot.Instrument);
        if (values != 1 || copy.HasJournal) row.Fault($"{values} values of one counter lie in the files");
        row.Add(guess, plot.Answer, chance, chance);
    }

    private static void Read(Plot plot, Release release, Report report, Random random)
    {
        List<Person> everybody = [.. plot.First, .. plot.Second, plot.Answers[plot.Answer], .. plot.Third, .. plot.Others];
        var (candidates, truth) = (plot.Answers, plot.Answer);
        var (chance, bound) = (1.0 / candidates.Count, Bounds.Answered(RhoOfRelease, candidates.Count));
        List<Person> known = [.. everybody.Where(person => person != candidates[truth])];
        report[Attack.FrozenTable].Add(Guess.Of(release.Tables.Only(Block.Options), known, candidates, random), truth, chance, bound);
        report[Attack.ForgedAnswer].Add(Guess.Of(release.Tables, known, candidates, random), truth, chance, bound);

        known = [.. everybody.Where(person => person != plot.Opposites[plot.Opposite])];
        report[Attack.ForgedScreening].Add(Guess.Of(release.Tables, known, plot.Opposites, random), plot.Opposite, 0.5, Bounds.Answered(RhoOfRelease, 2));
        report[Attack.ForgedScreening].AddOptimum(Bounds.Between(release.Tables, plot.Opposites[0].Vector, plot.Opposites[1].Vector));

        known = [.. everybody.Where(person => person != plot.Guest)];
        var truthOfGuest = plot.GuestTookPart ? 1 : 0;
        long[] nobody = new long[plot.Guest.Vector.Count];
        report[Attack.TookPart].Add(Guess.Of(release.Tables, known, [nobody, plot.Guest.Vector], random), truthOfGuest, 0.5, Bounds.TookPart(RhoOfRelease));
        report[Attack.TookPart].AddOptimum(Bounds.Between(release.Tables, nobody, plot.Guest.Vector));
        report[Attack.RowSums].Add(FromRowSums(release.Tables, known, random), truthOfGuest, 0.5, Bounds.TookPart(RhoOfRelease));

        var classic = report[Attack.Classic];
        classic.Compare(release.Classic.Count);
        foreach (var (cell, rounded) in release.Classic)
        {
            // What the classic view has to be, worked out from the noisy count alone.
            var count = release.Counts[cell];
            if (rounded != (count < 15 ? null : (count + 5) / 10 * 10)) classic.Fault($"{cell} of {release.Id} is not what its noisy count gives");
        }
    }

    // A step from one state to the next that is one of the candidates, and nobody known, gives them away.
    private static Guess FromSteps(IReadOnlyList<Observation> states, IReadOnlyCollection<Person> known, IReadOnlyList<Person> candidates, Random random)
    {
        var instrument = candidates[0].Instrument;
        var steps = states.Zip(states.Skip(1), (earlier, later) => later.Since(earlier)).ToList();
        var hits = candidates.Select(candidate =>
        {
            var own = new Observation(instrument);
            foreach (var (cell, change) in instrument.Vocabulary.Cells.Zip(candidate.Vector)) own.See(cell.Key, change, 0);
            return steps.Count(own.Same) - known.Count(person => person.Vector.SequenceEqual(candidate.Vector));
        }).ToList();
        return hits.Count(hit => hit > 0) == 1 ? new Guess(hits.FindIndex(hit => hit > 0), 1) : Guess.Blind(candidates.Count, random);
    }

    // The options of an item add up to the number of people; so do the bins, the bands, each flag raised or not. Every such
    // sum is an estimate with its own noise, and the mean weighted by the inverse of the variance is the best of all.
    private static Guess FromRowSums(Observation tables, IReadOnlyCollection<Person> known, Random random)
    {
        double weights = 0, sum = 0;
        foreach (var row in tables.Without(known).Where(entry => entry.Cell.Block is Block.Options or Block.Score or Block.Bands).GroupBy(entry => RowOf(entry.Cell.Key)))
        {
            var weight = 1 / row.Sum(entry => entry.Variance);
            (weights, sum) = (weights + weight, sum + weight * row.Sum(entry => entry.Value));
        }

        var (excess, variance) = (sum / weights, 1 / weights);
        return Guess.MostLikely([-excess * excess / (2 * variance), -(excess - 1) * (excess - 1) / (2 * variance)], random);
    }

    private static string RowOf(string cell) => cell.Split('/') switch
    {
        [("options" or "flags") and var table, var row, ..] => $"{table}/{row}",
        [var table, ..] => table,
        [] => "",
    };

    /// <summary>One instrument's quarter: who answers, and what of it the attackers do not know.</summary>
    private sealed class Plot
    {
        public Plot(Instrument instrument, Random random)
        {
            Instrument = instrument;
            Answers = instrument.ButForOneAnswer(random);
            Answer = random.Next(Answers.Count);
            Opposites = [instrument.Extreme(last: false), instrument.Extreme(last: true)];
            Opposite = random.Next(2);
            Guest = instrument.Extreme(last: true);
            GuestTookPart = random.Next(2) == 1;
            First = instrument.Crowd(10, random);
            Second = instrument.Crowd(9, random);
            Third = [.. instrument.Crowd(12, random), Opposites[Opposite], .. GuestTookPart ? [Guest] : Array.Empty<Person>()];
            random.Shuffle(Third);
        }

        public Instrument Instrument { get; }

        public IReadOnlyList<Person> Answers { get; }

        public int Answer { get; }

        public IReadOnlyList<Person> Opposites { get; }

        public int Opposite { get; }

        public Person Guest { get; }

        public bool GuestTookPart { get; }

        public List<Person> First { get; }

        public List<Person> Second { get; }

        public Person[] Third { get; }

        public List<Person> Others { get; } = [];
    }
}
