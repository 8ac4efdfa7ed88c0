using System.Globalization;
using System.Text;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks;

/// <summary>Results of one attack on one target.</summary>
/// <param name="attack">Name of the attack.</param>
/// <param name="isOpen">Whether it is a known weakness without mitigation; it is reported but does not count as a failure.</param>
public sealed class Row(string attack, bool isOpen)
{
    // An attacker exactly as good as the bound fails the test in one run of ten thousand.
    private const double Significance = 1e-4;
    private const double OpenSignificance = 1e-2;
    private const double NaiveSuccessRate = 0.9;

    private readonly Lock sync = new();
    private readonly List<string> faults = [];
    private double chance, bound, optimum;
    private int optima;

    public string Attack { get; } = attack;

    public bool IsOpen { get; } = isOpen;

    /// <summary>Whether the attack guesses something about a person; otherwise it compares bytes.</summary>
    public bool IsGuess { get; private set; }

    public int Attempts { get; private set; }

    public int Certain { get; private set; }

    public int Right { get; private set; }

    /// <summary>Records a guess.</summary>
    /// <param name="guess">The guess.</param>
    /// <param name="truth">Index of the correct candidate.</param>
    /// <param name="chanceRate">Success rate of a random guess.</param>
    /// <param name="boundRate">Largest possible success rate.</param>
    public void Add(Guess guess, int truth, double chanceRate, double boundRate)
    {
        lock (sync)
        {
            (IsGuess, chance, bound) = (true, chance + chanceRate, bound + boundRate);
            Attempts++;
            if (guess.Choice != truth) return;
            Right++;
            if (guess.IsCertain) Certain++;
        }
    }

    /// <summary>Records the success rate of the optimal rule in one case, which shows how close the attacker comes to it.</summary>
    public void AddOptimum(double rate)
    {
        lock (sync) (optimum, optima) = (optimum + rate, optima + 1);
    }

    /// <summary>Records comparisons of bytes.</summary>
    public void AddComparisons(int comparisons)
    {
        lock (sync) Attempts += comparisons;
    }

    /// <summary>Records an observation that must never be made.</summary>
    public void AddFault(string fault)
    {
        lock (sync) faults.Add(fault);
    }

    /// <summary>The reasons why the attack counts as successful; empty when the service resists it.</summary>
    public IEnumerable<string> Failures()
    {
        if (Attempts == 0) yield return "it was never attempted";
        if (Certain > 0) yield return $"{Certain} answers were recovered with certainty";
        if (IsGuess && Bounds.AtLeast(Right, Attempts, bound / Attempts) < Significance)
        {
            yield return $"guesses beat the bound by more than chance explains ({Right} of {Attempts})";
        }

        foreach (var fault in faults.Distinct()) yield return fault;
    }

    /// <summary>Whether the attack recovers nearly all answers, as it must on a naive build.</summary>
    public bool Succeeds => IsGuess && Attempts > 0 && Certain >= NaiveSuccessRate * Attempts;

    /// <summary>Whether the guesses beat the bound, which shows that an open weakness still exists.</summary>
    public bool IsLeak => Certain > 0 || (IsGuess && Bounds.AtLeast(Right, Attempts, bound / Attempts) < OpenSignificance);

    /// <summary>The cells of its table row.</summary>
    public string Cells(string verdict)
    {
        var best = optima == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (optimal rule: {optimum / optima:P1})");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Attempts,6} | {Certain,9} | {Rate(Right),7} | {Rate(chance),7} | {Rate(bound),7} | {verdict}{best}");
    }

    private string Rate(double sum) => IsGuess && Attempts > 0 ? (sum / Attempts).ToString("P1", CultureInfo.InvariantCulture) : "-";
}

/// <summary>Results of all attacks on one target.</summary>
public sealed class Report
{
    private readonly Dictionary<string, Row> rows = [];

    /// <summary>The row of an attack, created on first access.</summary>
    public Row this[Attack attack]
    {
        get
        {
            lock (rows)
            {
                if (!rows.TryGetValue(attack.Name, out var row)) rows[attack.Name] = row = new Row(attack.Name, attack.IsOpen);
                return row;
            }
        }
    }

    /// <summary>Number of open weaknesses that an attack exploited.</summary>
    public int OpenLeaks => rows.Values.Count(row => row.IsOpen && row.IsLeak);

    /// <summary>Writes the table.</summary>
    /// <param name="target">Name of the target.</param>
    /// <param name="isNaive">Whether the attacks are expected to succeed.</param>
    /// <returns>The table and all failed expectations.</returns>
    public (string Table, IReadOnlyList<string> Failures) Write(string target, bool isNaive)
    {
        var (text, failures) = (new StringBuilder(), new List<string>());
        text.AppendLine(CultureInfo.InvariantCulture, $"Against {target}").AppendLine();
        var line = new string('-', 79);
        text.AppendLine(CultureInfo.InvariantCulture, $"{"attack",-78} | tries  | recovered | guess   | chance  | bound   | verdict");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"",-78} |        | for sure  | right   |         |         |");
        text.AppendLine(CultureInfo.InvariantCulture, $"{line}|--------|-----------|---------|---------|---------|--------");
        foreach (var attack in Attack.All.Where(attack => rows.ContainsKey(attack.Name)))
        {
            var row = rows[attack.Name];
            List<string> unexpected = row.IsOpen ? [] : [.. isNaive ? NaiveFailures(row) : row.Failures()];
            failures.AddRange(unexpected.Select(fault => $"{row.Attack}: {fault}"));
            var verdict = unexpected.Count > 0 ? "FAILS: " + string.Join("; ", unexpected)
                : isNaive ? NaiveVerdict(row)
                : !row.IsOpen ? "resists"
                : row.IsLeak ? "OPEN: known, not mitigated yet"
                : "OPEN, but not seen in this run";
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Attack,-78} | {row.Cells(verdict)}");
        }

        return (text.ToString(), failures);
    }

    private static IEnumerable<string> NaiveFailures(Row row) =>
        row.IsGuess && !row.Succeeds ? ["the attack fails on a naive build, so it proves nothing"] : [];

    private static string NaiveVerdict(Row row) =>
        !row.IsGuess ? "not applicable" : row.Succeeds ? "succeeds, as expected" : "no better here";
}

/// <summary>An attack.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="IsOpen">Whether it is a known weakness without mitigation.</param>
public sealed record Attack(string Name, bool IsOpen = false)
{
    public static readonly Attack Live = new("1 every public URL before and after one screening");
    public static readonly Attack FrozenTable = new("2 item_options of a release minus the known people: one answer");
    public static readonly Attack ForgedAnswer = new("3a all tables minus the known people: one answer");
    public static readonly Attack ForgedScreening = new("3b all tables minus the known people: which of two opposite screenings");
    public static readonly Attack OneCopy = new("4 one copy of database and journal right after a batch");
    public static readonly Attack Forensics = new("5 older states in that copy: journal, log, free pages");
    public static readonly Attack RowSums = new("6a participation: weighted mean of all row sums, answers unknown");
    public static readonly Attack RoundedTables = new("6b rounded tables contain more than the noisy ones (cells)");
    public static readonly Attack Overlap = new("6c a quarter too small to publish, from overlapping releases");
    public static readonly Attack RepeatedDownload = new("7 the same files again: ranges, gzip, HEAD, conditions, withdrawn");
    public static readonly Attack ReplayAnswer = new("8a replay of a known idempotency key: one answer");
    public static readonly Attack ReplayCounted = new("8b replay of a known idempotency key: participation");
    public static readonly Attack Gate = new("9 participation: quarter filled to the threshold, then published or not");
    public static readonly Attack TookPart = new("11 participation: all tables, answers known");
    public static readonly Attack TwoCopies = new("4+ TWO copies around a batch with one unknown person", IsOpen: true);
    public static readonly Attack CopyAndRelease = new("4 ONE copy of an open quarter and then its release");
    public static readonly Attack HotJournal = new("4+ ONE copy in the middle of a commit (hot journal)", IsOpen: true);
    public static readonly Attack BatchNumber = new("4 participation: ONE copy with more commits than scheduled");
    public static readonly Attack Cut = new("9 participation: tenth person of a batch at the end of a quarter, release only");
    public static readonly Attack FirstBatch = new("9 participation: tenth person of the first batch, from the start of the period");
    public static readonly Attack Allowance = new("8 participation: remaining daily allowance of a shared network");
    public static readonly Attack KeyAndAllowance = new("8 participation: known key, attacker's own allowance used up");
    public static readonly Attack CommitTiming = new("1 participation: a reader delayed while a batch is written");
    public static readonly Attack Length = new("10 band, from the length of the response");

    /// <summary>All attacks in the order of the report.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        Live, FrozenTable, ForgedAnswer, ForgedScreening, OneCopy, Forensics, RowSums, RoundedTables, Overlap, RepeatedDownload,
        ReplayAnswer, ReplayCounted, Gate, TookPart, TwoCopies, CopyAndRelease, HotJournal, BatchNumber, Cut, FirstBatch, Allowance,
        KeyAndAllowance, CommitTiming, Length,
    ];
}
