using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>An attack with what can be known after a quarter.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Rho">Budget that the promise gives to one screening against it; 0 when nothing may be seen.</param>
/// <param name="Plan">Invents the unknown person.</param>
/// <param name="Look">Takes the counters that the attacker can read.</param>
internal sealed record QuarterAttack(Row Row, double Rho, Func<KnownQuestionnaire, Random, QuarterCase> Plan, Func<Evidence, Sight> Look)
{
    private const double Copy = 0.25;
    private const double Release = Copy / 2;

    private static readonly int[] Repeats = [2, 3, 6, 12];

    /// <summary>All such attacks.</summary>
    public static IReadOnlyList<QuarterAttack> All() =>
    [
        new(new("`item_options` of a release minus the known people: one answer"), Release, QuarterCase.OneAnswer, OnlyOptions),
        new(new("all tables minus the known people: one answer"), Release, QuarterCase.OneAnswer, Released),
        new(new("all tables minus the known people: which of two opposite screenings"), Release, QuarterCase.Opposites, Released),
        new(new("participation: all tables, answers known"), Release, TookPart(1), Released),
        .. Repeats.Select(times => new QuarterAttack(
            new($"**participation: one person {times} times, bound of {times * times} rho**", Expectation.WithinBound),
            Release, TookPart(times), Released)),
        new(new("one copy of an SQLite store with keys: one answer"), Copy, QuarterCase.OneAnswer, seen => seen.OneCopy(seen.Keys)),
        new(new("participation: forged screenings and one copy of an SQLite store with keys"), Copy, TookPart(1),
            seen => seen.OneCopy(seen.Keys)),
        new(new("one copy with keys and then the release: one answer"), Copy, QuarterCase.OneAnswer, seen => seen.CopyAndRelease()),
        new(new("two copies without keys: one answer"), 0, QuarterCase.OneAnswer, seen => seen.TwoCopies(null)),
        new(new("two copies, and keys obtained after the release: one answer"), 0, QuarterCase.OneAnswer,
            seen => seen.TwoCopies(seen.LaterKeys)),
        new(new("**two copies of an SQLite store with keys: one answer**", Expectation.Succeeds), Copy, QuarterCase.OneAnswer,
            seen => seen.TwoCopies(seen.Keys)),
    ];

    /// <summary>Guesses the truth of a case.</summary>
    /// <param name="seen">What can be known.</param>
    /// <param name="unknown">The case.</param>
    /// <param name="others">The people of all other cases.</param>
    /// <param name="random">Breaks ties.</param>
    public void Guess(Evidence seen, QuarterCase unknown, IEnumerable<Person> others, Random random)
    {
        var (counters, known) = Look(seen);
        var guess = Knowledge.Guess.Of(counters, [.. known, .. others], unknown.Candidates, random);
        var blind = 1.0 / unknown.Candidates.Count;
        Row.Add(guess, unknown.Truth, blind, Rho == 0 ? blind : unknown.Bound(Rho));
        if (Plan != QuarterCase.OneAnswer && counters is not null)
        {
            Row.AddOptimum(Bounds.Between(counters, unknown.Candidates[0], unknown.Candidates[1]));
        }
    }

    private static Sight OnlyOptions(Evidence seen) =>
        seen.Released() is var all ? all with { Counters = all.Counters!.Only(Block.Options) } : all;

    private static Sight Released(Evidence seen) => seen.Released();

    private static Func<KnownQuestionnaire, Random, QuarterCase> TookPart(int times) =>
        (questionnaire, random) => QuarterCase.TookPart(questionnaire, random, times);
}
