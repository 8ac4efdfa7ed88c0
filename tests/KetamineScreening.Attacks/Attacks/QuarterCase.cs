using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>One unknown fact about one person in a quarter.</summary>
/// <param name="Candidates">Possible contributions of the person to each counter.</param>
/// <param name="Truth">Index of the real one.</param>
/// <param name="Posts">The screenings that are posted for it.</param>
/// <param name="Multiple">Number of screenings that the person contributes at most.</param>
internal sealed record QuarterCase(
    IReadOnlyList<IReadOnlyList<long>> Candidates, int Truth, IReadOnlyList<Person> Posts, int Multiple = 1)
{
    private bool IsParticipation => Multiple > 1 || Candidates[0].All(change => change == 0);

    /// <summary>Best success rate that a budget allows for one screening.</summary>
    public double Bound(double rho) => IsParticipation
        ? Bounds.TookPart(Multiple * Multiple * rho)
        : Bounds.Answered(rho, Candidates.Count);

    /// <summary>A person of whom all answers but one are known.</summary>
    public static QuarterCase OneAnswer(KnownQuestionnaire questionnaire, Random random)
    {
        var candidates = questionnaire.ButForOneAnswer(random);
        var truth = random.Next(candidates.Count);
        return new QuarterCase([.. candidates.Select(candidate => candidate.Vector)], truth, [candidates[truth]]);
    }

    /// <summary>A person who gave one of two screenings that are as different as possible.</summary>
    public static QuarterCase Opposites(KnownQuestionnaire questionnaire, Random random)
    {
        Person[] candidates = [questionnaire.Extreme(last: false), questionnaire.Extreme(last: true)];
        var truth = random.Next(2);
        return new QuarterCase([candidates[0].Vector, candidates[1].Vector], truth, [candidates[truth]]);
    }

    /// <summary>A person with known answers who took part a number of times or not at all.</summary>
    public static QuarterCase TookPart(KnownQuestionnaire questionnaire, Random random, int times = 1)
    {
        var (person, truth) = (questionnaire.Extreme(last: true), random.Next(2));
        long[] nobody = new long[person.Vector.Count];
        long[] vector = [.. person.Vector.Select(change => times * change)];
        return new QuarterCase([nobody, vector], truth, [.. Enumerable.Repeat(person, truth * times)], times);
    }
}

/// <summary>What can be known of one questionnaire after a quarter.</summary>
/// <param name="Release">Its release.</param>
/// <param name="First">The store before the unknown people were counted.</param>
/// <param name="Second">The store after the turn in which they were counted.</param>
/// <param name="Keys">The keys while the period was open.</param>
/// <param name="LaterKeys">The keys after the release.</param>
/// <param name="Early">People counted before <see cref="First"/>.</param>
/// <param name="Late">People counted after <see cref="Second"/>.</param>
internal sealed record Evidence(
    Release Release,
    StoredCopy First,
    StoredCopy Second,
    KeyCopy Keys,
    KeyCopy LaterKeys,
    IReadOnlyList<Person> Early,
    IReadOnlyList<Person> Late)
{
    /// <summary>The tables of the release.</summary>
    public Sight Released() => new(Release.Tables, [.. Early, .. Late]);

    /// <summary>The counters of the second copy.</summary>
    public Sight OneCopy(KeyCopy? keys) => new(Second.Read(Release.Questionnaire, keys), Early);

    /// <summary>The change of the counters between the copies.</summary>
    public Sight TwoCopies(KeyCopy? keys) => new(
        First.Read(Release.Questionnaire, keys) is { } first ? Second.Read(Release.Questionnaire, keys)?.Since(first) : null, []);

    /// <summary>The release minus the first copy: half of the variance of a release is noise that the copy contains too.</summary>
    public Sight CopyAndRelease() => new(Release.Tables.Since(First.Read(Release.Questionnaire, Keys)!, fresh: 0.5), Late);
}

/// <summary>Counters that an attacker can read.</summary>
/// <param name="Counters">The counters; null when they cannot be read.</param>
/// <param name="Others">The people in them, except for the unknown people.</param>
internal sealed record Sight(Observation? Counters, IReadOnlyList<Person> Others);
