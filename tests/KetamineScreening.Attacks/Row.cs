using System.Globalization;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks;

/// <summary>What is expected of an attack on the real server.</summary>
internal enum Expectation
{
    /// <summary>Guesses stay within the bound, and nothing is recovered with certainty.</summary>
    Resists,

    /// <summary>Guesses stay within a bound that is so high that some cases are certain.</summary>
    WithinBound,

    /// <summary>The attack is outside of the promise and succeeds.</summary>
    Succeeds,
}

/// <summary>Results of one attack on one target.</summary>
/// <param name="name">Name of the attack.</param>
/// <param name="expectation">What is expected on the real server.</param>
internal sealed class Row(string name, Expectation expectation = Expectation.Resists)
{
    // An attacker exactly as good as the bound fails the program in one row of a million. The naive build shows that real leaks are seen.
    private const double Significance = 1e-6;
    private const double NaiveSuccessRate = 0.75;

    private readonly Lock gate = new();
    private readonly HashSet<string> faults = new(StringComparer.Ordinal);
    private double blind, bound, optimum;
    private int optima, certain, right;

    /// <summary>Name of the attack.</summary>
    public string Name => name;

    /// <summary>Number of guesses or comparisons.</summary>
    public int Tries { get; private set; }

    /// <summary>Whether the attack guesses something about a person; otherwise it looks for something that must never happen.</summary>
    public bool IsGuess { get; private set; }

    /// <summary>Records a guess.</summary>
    /// <param name="guess">The guess; null when the attacker only learns from this case.</param>
    /// <param name="truth">Index of the correct candidate.</param>
    /// <param name="blindRate">Success rate of a blind guess.</param>
    /// <param name="boundRate">Largest success rate that the promise allows.</param>
    public void Add(Guess? guess, int truth, double blindRate, double boundRate)
    {
        if (guess is not { } made) return;
        lock (gate)
        {
            (IsGuess, blind, bound) = (true, blind + blindRate, bound + boundRate);
            Tries++;
            if (made.Choice != truth) return;
            right++;
            if (made.IsCertain) certain++;
        }
    }

    /// <summary>Records a guess whether somebody took part of which nothing may be seen.</summary>
    public void AddCoin(Guess? guess, int truth) => Add(guess, truth, 0.5, 0.5);

    /// <summary>Records the success rate of the optimal rule in one case, which shows how close the attacker comes to it.</summary>
    public void AddOptimum(double rate)
    {
        lock (gate) (optimum, optima) = (optimum + rate, optima + 1);
    }

    /// <summary>Records comparisons that found no fault.</summary>
    public void AddComparisons(int comparisons = 1)
    {
        lock (gate) Tries += comparisons;
    }

    /// <summary>Records an observation that must never be made.</summary>
    public void AddFault(string fault)
    {
        lock (gate) faults.Add(fault);
    }

    /// <summary>What is unexpected on the real server.</summary>
    public IReadOnlyList<string> FailuresOnReal()
    {
        if (Tries == 0) return ["it was never tried"];
        if (expectation == Expectation.Succeeds) return [];
        List<string> failures = [.. faults];
        if (certain > 0 && expectation == Expectation.Resists) failures.Add($"{certain} were recovered with certainty");
        if (IsBeyondBound) failures.Add("guesses exceed the bound by more than chance explains");
        return failures;
    }

    /// <summary>What is unexpected on a naive build.</summary>
    public IReadOnlyList<string> FailuresOnNaive() =>
        IsGuess && right < NaiveSuccessRate * Tries ? ["it fails on a naive build, so it proves nothing"] : [];

    /// <summary>The cells of its table row.</summary>
    public string Cells(bool isNaive)
    {
        var failures = isNaive ? FailuresOnNaive() : FailuresOnReal();
        var verdict = failures.Count > 0 ? "FAILS: " + string.Join("; ", failures)
            : isNaive ? IsGuess ? "succeeds" : "not applicable"
            : expectation == Expectation.Succeeds ? IsBetterThanBlind ? "SUCCEEDS, outside of the promise" : "not seen in this run"
            : IsGuess && right > bound ? "above its bound by chance" : "resists";
        var best = optima == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (optimal rule {100 * optimum / optima:F1} %)");
        var recovered = IsGuess ? $"{certain}" : "-";
        var limit = expectation == Expectation.Succeeds ? "-" : Rate(bound);
        return $"{Tries} | {recovered} | {Rate(right)} | {Rate(blind)} | {limit} | {verdict}{best}";
    }

    private bool IsBetterThanBlind => certain > 0 || Bounds.AtLeast(right, Tries, blind / Tries) < 0.01;

    private bool IsBeyondBound => IsGuess && Bounds.AtLeast(right, Tries, bound / Tries) < Significance;

    private string Rate(double sum) =>
        IsGuess && Tries > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * sum / Tries:F1} %") : "-";
}
