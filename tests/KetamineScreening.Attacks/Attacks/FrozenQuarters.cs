using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Complete quarters, from the first screening to the release, with copies of the database in between. The attacker knows all
/// people except one. Several attackers share a quarter; each has a different victim and knows all other people.
/// </summary>
public static class FrozenQuarters
{
    private const int RoundsPerServer = 10;

    // Budgets of the privacy policy: of a copy, of the gate checks, and of a release with its gate checks.
    private const double Rho = 0.25;
    private static readonly double GateRho = (double)NoisePolicy.GateRho.Numerator / (double)NoisePolicy.GateRho.Denominator;
    private static readonly double ReleaseRho = Rho / 2 + GateRho;

    public static async Task Run(Func<Task<ITarget>> start, Report report, int rounds, Random random)
    {
        for (var done = 0; done < rounds; done += RoundsPerServer)
        {
            await using var target = await start();
            for (var round = done; round < Math.Min(rounds, done + RoundsPerServer); round++) await AttackQuarter(target, report, random);
        }
    }

    private static async Task AttackQuarter(ITarget target, Report report, Random random)
    {
        var before = await target.Published();
        var scenarios = KnownQuestionnaire.All.Select(questionnaire => new Scenario(questionnaire, random)).ToList();

        // A first batch of ten; then nine people of the attacker and the victim, which is exactly one batch.
        await target.Post(scenarios.SelectMany(scenario => scenario.FirstBatch));
        await target.Settle();
        var first = target.CopyAtRest();
        await target.Post(scenarios.SelectMany(scenario => scenario.SecondBatch));
        foreach (var scenario in scenarios) await target.Post(scenario.VictimCandidates[scenario.VictimIndex]);
        await target.Settle();
        var second = target.CopyAtRest();
        await target.Post(scenarios.SelectMany(scenario => scenario.LaterPeople));
        var added = await target.Flush(random);
        var releases = await target.Publish(before);

        var (one, two) = (first.Read(), second.Read());
        var states = second.States().ToList();
        foreach (var scenario in scenarios)
        {
            scenario.AddedPeople.AddRange(added.Where(person => person.Questionnaire == scenario.Questionnaire));
            var (earlier, later) = (one.Counters(scenario.Questionnaire), two.Counters(scenario.Questionnaire));
            AttackCopies(scenario, earlier, later, releases[scenario.Questionnaire], report, random);
            SearchOlderStates(scenario, second, states, report, random);
            AttackRelease(scenario, releases[scenario.Questionnaire], report, random);
        }
    }

    private static void AttackCopies(
        Scenario scenario, Observation one, Observation two, Release release, Report report, Random random)
    {
        var (candidates, truth) = (scenario.VictimCandidates, scenario.VictimIndex);
        var (chance, bound) = (1.0 / candidates.Count, Bounds.Answered(Rho, candidates.Count));
        var guess = Guess.Of(two, [.. scenario.FirstBatch, .. scenario.SecondBatch], candidates, random);
        report[Attack.OneCopy].Add(guess, truth, chance, bound);
        report[Attack.TwoCopies].Add(Guess.Of(two.Since(one), scenario.SecondBatch, candidates, random), truth, chance, bound);

        // Half of the variance of a release is noise that the copy contains too, which cancels out.
        var since = release.Tables.Since(one, fresh: 0.5);
        guess = Guess.Of(since, [.. scenario.SecondBatch, .. scenario.LaterPeople, .. scenario.AddedPeople], candidates, random);
        report[Attack.CopyAndRelease].Add(guess, truth, chance, Bounds.Answered(Rho + GateRho, candidates.Count));
    }

    // Between two commits the files must hold a single state and a single value of every counter.
    private static void SearchOlderStates(
        Scenario scenario, StolenCopy copy, IReadOnlyList<StoredState> states, Report report, Random random)
    {
        var (row, candidates, chance) = (report[Attack.Forensics], scenario.VictimCandidates, 1.0 / scenario.VictimCandidates.Count);
        List<Observation> observations = [.. states.Select(state => state.Counters(scenario.Questionnaire))];
        var guess = FromSteps(observations, [.. scenario.FirstBatch, .. scenario.SecondBatch], candidates, random);
        var values = copy.MaxValuesPerCounter(scenario.Questionnaire);
        if (values != 1 || copy.HasJournal) row.AddFault($"the files contain {values} values of one counter");
        row.Add(guess, scenario.VictimIndex, chance, chance);
    }

    private static void AttackRelease(Scenario scenario, Release release, Report report, Random random)
    {
        var (candidates, truth) = (scenario.VictimCandidates, scenario.VictimIndex);
        List<Person> everybody = [
            .. scenario.FirstBatch, .. scenario.SecondBatch, candidates[truth], .. scenario.LaterPeople, .. scenario.AddedPeople];
        var (chance, bound) = (1.0 / candidates.Count, Bounds.Answered(ReleaseRho, candidates.Count));
        List<Person> known = [.. everybody.Where(person => person != candidates[truth])];
        report[Attack.FrozenTable].Add(Guess.Of(release.Tables.Only(Block.Options), known, candidates, random), truth, chance, bound);
        report[Attack.ForgedAnswer].Add(Guess.Of(release.Tables, known, candidates, random), truth, chance, bound);

        var opposites = scenario.OppositeCandidates;
        known = [.. everybody.Where(person => person != opposites[scenario.OppositeIndex])];
        var guess = Guess.Of(release.Tables, known, opposites, random);
        report[Attack.ForgedScreening].Add(guess, scenario.OppositeIndex, 0.5, Bounds.Answered(ReleaseRho, 2));
        report[Attack.ForgedScreening].AddOptimum(Bounds.Between(release.Tables, opposites[0].Vector, opposites[1].Vector));

        var participant = scenario.PossibleParticipant;
        known = [.. everybody.Where(person => person != participant)];
        var tookPart = scenario.ParticipantTookPart ? 1 : 0;
        long[] nobody = new long[participant.Vector.Count];
        guess = Guess.Of(release.Tables, known, [nobody, participant.Vector], random);
        report[Attack.TookPart].Add(guess, tookPart, 0.5, Bounds.TookPart(ReleaseRho));
        report[Attack.TookPart].AddOptimum(Bounds.Between(release.Tables, nobody, participant.Vector));
        report[Attack.RowSums].Add(FromRowSums(release.Tables, known, random), tookPart, 0.5, Bounds.TookPart(ReleaseRho));

        var row = report[Attack.RoundedTables];
        row.AddComparisons(release.Rounded.Count);
        foreach (var (cell, rounded) in release.Rounded)
        {
            // The expected rounded count, computed from the noisy count alone.
            var count = release.Counts[cell];
            if (rounded != (count < 15 ? null : (count + 5) / 10 * 10))
            {
                row.AddFault($"{cell} of {release.Id} does not follow from its noisy count");
            }
        }
    }

    // A step between two states that equals one candidate, and not a known person, identifies the victim.
    private static Guess FromSteps(
        IReadOnlyList<Observation> states, IReadOnlyCollection<Person> known, IReadOnlyList<Person> candidates, Random random)
    {
        var questionnaire = candidates[0].Questionnaire;
        var steps = states.Zip(states.Skip(1), (earlier, later) => later.Since(earlier)).ToList();
        var hits = candidates.Select(candidate =>
        {
            var expected = new Observation(questionnaire);
            foreach (var (cell, change) in questionnaire.Vocabulary.Cells.Zip(candidate.Vector)) expected.Add(cell.Key, change, 0);
            return steps.Count(expected.HasSameValues) - known.Count(person => person.Vector.SequenceEqual(candidate.Vector));
        }).ToList();
        return hits.Count(hit => hit > 0) == 1 ? new Guess(hits.FindIndex(hit => hit > 0), 1) : Guess.Blind(candidates.Count, random);
    }

    // The counters of the options of an item add up to the number of people, as do the score bins, the bands, and the two
    // counters of a flag. The inverse-variance weighted mean of these sums is the best estimate of the number of people.
    private static Guess FromRowSums(Observation tables, IReadOnlyCollection<Person> known, Random random)
    {
        double weights = 0, sum = 0;
        var rows = tables.Without(known)
            .Where(entry => entry.Cell.Block is Block.Options or Block.Score or Block.Bands)
            .GroupBy(entry => RowOf(entry.Cell.Key));
        foreach (var row in rows)
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

    /// <summary>The people of one questionnaire in a quarter, and the facts about them that the attackers try to find out.</summary>
    private sealed class Scenario
    {
        public Scenario(KnownQuestionnaire questionnaire, Random random)
        {
            Questionnaire = questionnaire;
            VictimCandidates = questionnaire.ButForOneAnswer(random);
            VictimIndex = random.Next(VictimCandidates.Count);
            OppositeCandidates = [questionnaire.Extreme(last: false), questionnaire.Extreme(last: true)];
            OppositeIndex = random.Next(2);
            PossibleParticipant = questionnaire.Extreme(last: true);
            ParticipantTookPart = random.Next(2) == 1;
            FirstBatch = questionnaire.Crowd(10, random);
            SecondBatch = questionnaire.Crowd(9, random);
            LaterPeople = [
                .. questionnaire.Crowd(12, random),
                OppositeCandidates[OppositeIndex],
                .. ParticipantTookPart ? [PossibleParticipant] : Array.Empty<Person>()];
            random.Shuffle(LaterPeople);
        }

        public KnownQuestionnaire Questionnaire { get; }

        /// <summary>Possible answers of the victim, who completes the second batch.</summary>
        public IReadOnlyList<Person> VictimCandidates { get; }

        public int VictimIndex { get; }

        /// <summary>Two opposite screenings, of which one is among the later people.</summary>
        public IReadOnlyList<Person> OppositeCandidates { get; }

        public int OppositeIndex { get; }

        /// <summary>A person with known answers who may or may not be among the later people.</summary>
        public Person PossibleParticipant { get; }

        public bool ParticipantTookPart { get; }

        public List<Person> FirstBatch { get; }

        public List<Person> SecondBatch { get; }

        public Person[] LaterPeople { get; }

        /// <summary>Known people that were added to complete the last batch.</summary>
        public List<Person> AddedPeople { get; } = [];
    }
}
