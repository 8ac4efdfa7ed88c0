using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>Counters that an attacker has got hold of, with the noise that the policy says is in them.</summary>
public sealed class Observation(Instrument instrument)
{
    // Stands for "no noise": far below the smallest step of a counter, so that one wrong count rules a candidate out.
    private const double Exact = 1e-4;

    private readonly Dictionary<int, (double Value, double Variance)> seen = [];

    public Instrument Instrument => instrument;

    /// <summary>Number of counters seen.</summary>
    public int Count => seen.Count;

    /// <summary>Notes a counter; a name that is none is passed over.</summary>
    public void See(string cell, double value, double variance)
    {
        if (instrument.TryFind(cell, out var place)) seen[place] = (value, Math.Max(variance, Exact));
    }

    /// <summary>Only the counters of some blocks.</summary>
    public Observation Only(params IReadOnlyList<Block> blocks)
    {
        var part = new Observation(instrument);
        foreach (var (place, entry) in seen.Where(entry => blocks.Contains(instrument.Vocabulary.Cells[entry.Key].Block))) part.seen[place] = entry;
        return part;
    }

    /// <summary>What was added between an earlier look at the same counters and this one. Noise that is in both goes away.</summary>
    /// <param name="earlier">The earlier look.</param>
    /// <param name="fresh">Part of the variance seen now that came since, from 0 to 1.</param>
    public Observation Since(Observation earlier, double fresh = 0)
    {
        var difference = new Observation(instrument);
        foreach (var (place, (value, variance)) in seen)
        {
            if (earlier.seen.TryGetValue(place, out var before)) difference.seen[place] = (value - before.Value, Math.Max(fresh * variance, Exact));
        }

        return difference;
    }

    /// <summary>Whether every counter is the same.</summary>
    public bool Same(Observation other) => seen.Count == other.seen.Count && seen.All(entry => other.seen.TryGetValue(entry.Key, out var value) && value.Value == entry.Value.Value);

    /// <summary>What is left of each counter when people whom the attacker knows are subtracted.</summary>
    public IEnumerable<(Cell Cell, int Place, double Value, double Variance)> Without(IEnumerable<Person> known)
    {
        var sums = new long[instrument.Vocabulary.Cells.Length];
        foreach (var person in known)
        {
            for (var place = 0; place < sums.Length; place++) sums[place] += person.Vector[place];
        }

        return seen.Select(entry => (instrument.Vocabulary.Cells[entry.Key], entry.Key, entry.Value.Value - sums[entry.Key], entry.Value.Variance));
    }

    /// <summary>Variance of the noise of a block, as the policy says.</summary>
    public static double Variance(Instrument instrument, NoisePolicy policy, Block block)
    {
        var variance = policy.Variance(block, instrument.Vocabulary.SquaredSensitivity(block));
        return (double)variance.Numerator / (double)variance.Denominator;
    }
}
