using System.Globalization;
using System.Text;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks;

/// <summary>What one attack came to on one target.</summary>
/// <param name="attack">The attack in words.</param>
/// <param name="isOpen">Whether it is known to succeed and not mitigated yet: it is shown, and does not count as a failure.</param>
public sealed class Row(string attack, bool isOpen)
{
    // Of an attacker as good as the bound allows, one run in ten thousand is called a failure.
    private const double Significance = 1e-4;
    private const double SignificanceOfOpen = 1e-2;
    private const double SuccessOnNaive = 0.9;

    private readonly Lock gate = new();
    private readonly List<string> faults = [];
    private double chance, bound, optimum;
    private int optima;

    public string Attack { get; } = attack;

    public bool IsOpen { get; } = isOpen;

    /// <summary>Whether it guesses at a person; other rows compare bytes.</summary>
    public bool Guesses { get; private set; }

    public int Attempts { get; private set; }

    public int Certain { get; private set; }

    public int Right { get; private set; }

    /// <summary>Notes a guess.</summary>
    /// <param name="guess">The guess.</param>
    /// <param name="truth">Index of the right candidate.</param>
    /// <param name="blind">Rate of a guess without any knowledge.</param>
    /// <param name="most">The bound.</param>
    public void Add(Guess guess, int truth, double blind, double most)
    {
        lock (gate)
        {
            (Guesses, chance, bound) = (true, chance + blind, bound + most);
            Attempts++;
            if (guess.Choice != truth) return;
            Right++;
            if (guess.IsCertain) Certain++;
        }
    }

    /// <summary>Notes what the best rule reaches in a case, so that one sees that the attacker is no worse.</summary>
    public void AddOptimum(double rate)
    {
        lock (gate) (optimum, optima) = (optimum + rate, optima + 1);
    }

    /// <summary>Notes comparisons of bytes.</summary>
    public void Compare(int comparisons)
    {
        lock (gate) Attempts += comparisons;
    }

    /// <summary>Notes something that must never happen.</summary>
    public void Fault(string fault)
    {
        lock (gate) faults.Add(fault);
    }

    /// <summary>Why the service does not stand up to it; empty when it does.</summary>
    public IEnumerable<string> Failures()
    {
        if (Attempts == 0) yield return "it was never attempted";
        if (Certain > 0) yield return $"{Certain} answers were recovered with certainty";
        if (Guesses && Bounds.AtLeast(Right, Attempts, bound / Attempts) < Significance) yield return $"guesses beat the bound by more than chance explains ({Right} of {Attempts})";
        foreach (var fault in faults.Distinct()) yield return fault;
    }

    /// <summary>Whether the attack succeeds, as it has to on a naive build.</summary>
    public bool Succeeds => Guesses && Attempts > 0 && Certain >= SuccessOnNaive * Attempts;

    /// <summary>Whether guesses are above the bound or chance: whether an open weakness still is one.</summary>
    public bool IsLeak => Certain > 0 || (Guesses && Bounds.AtLeast(Right, Attempts, bound / Attempts) < SignificanceOfOpen);

    /// <summary>Its cells in the table.</summary>
    public string Cells(string verdict) => string.Create(CultureInfo.InvariantCulture, $"{Attempts,6} | {Certain,9} | {Rate(Right),7} | {Rate(chance),7} | {Rate(bound),7} | {verdict}{(optima == 0 ? "" : $" (best rule there is: {optimum / optima:P1})")}");

    private string Rate(double sum) => Guesses && Attempts > 0 ? (sum / Attempts).ToString("P1", CultureInfo.InvariantCulture) : "-";
}

/// <summary>What all attacks came to on one target.</summary>
public sealed class Report
{
    private readonly Dictionary<string, Row> rows = [];

    /// <summary>The row of an attack; the attacks of one scenario ask for theirs before they begin.</summary>
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

    /// <summary>Number of open weaknesses that attacks made use of.</summary>
    public int OpenLeaks => rows.Values.Count(row => row.IsOpen && row.IsLeak);

    /// <summary>Writes the table.</summary>
    /// <param name="target">What was attacked.</param>
    /// <param name="isNaive">Whether attacks have to succeed.</param>
    /// <returns>What is wrong.</returns>
    public (string Table, IReadOnlyList<string> Failures) Write(string target, bool isNaive)
    {
        var (text, failures) = (new StringBuilder(), new List<string>());
        text.AppendLine(CultureInfo.InvariantCulture, $"Against {target}").AppendLine();
        text.AppendLine("attack                                                                         | tries  | recovered | guess   | chance  | bound   | verdict");
        text.AppendLine("                                                                               |        | for sure  | right   |         |         |");
        text.AppendLine("-------------------------------------------------------------------------------|--------|-----------|---------|---------|---------|--------");
        foreach (var attack in Attack.All.Where(attack => rows.ContainsKey(attack.Name)))
        {
            var row = rows[attack.Name];
            List<string> wrong = isNaive ? row.Guesses && !row.Succeeds && !row.IsOpen ? ["the attack fails on a naive build, so it proves nothing"] : []
                : row.IsOpen ? [] : [.. row.Failures()];
            failures.AddRange(wrong.Select(fault => $"{row.Attack}: {fault}"));
            var verdict = wrong.Count > 0 ? "FAILS: " + string.Join("; ", wrong)
                : isNaive ? row.Guesses ? row.Succeeds ? "succeeds, as it should" : "no better here" : "not asked of it"
                : !row.IsOpen ? "holds" : row.IsLeak ? "OPEN: known, not mitigated yet" : "OPEN, but not seen this time";
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Attack,-78} | {row.Cells(verdict)}");
        }

        return (text.ToString(), failures);
    }
}

/// <summary>An attack by its name.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="IsOpen">Whether it is known to succeed.</param>
public sealed record Attack(string Name, bool IsOpen = false)
{
    public static readonly Attack Live = new("1 every public address before and after one screening");
    public static readonly Attack FrozenTable = new("2 frozen quarter less all that is known: one answer, from item_options");
    public static readonly Attack ForgedAnswer = new("3a forged all but one: one answer, from all tables");
    public static readonly Attack ForgedScreening = new("3b forged all but one: which of two opposite screenings");
    public static readonly Attack OneCopy = new("4 one copy of database and journal right after a batch");
    public static readonly Attack Forensics = new("5 older states in that copy: journal, log, free pages");
    public static readonly Attack RowSums = new("6a took part? the best mean of all row sums, answers unknown");
    public static readonly Attack Classic = new("6b classic tables say something that the noisy ones do not (cells)");
    public static readonly Attack Overlap = new("6c a quarter too small to publish, from releases that overlap");
    public static readonly Attack Rerequest = new("7 the same files again: ranges, gzip, HEAD, conditions, withdrawn");
    public static readonly Attack ReplayAnswer = new("8a replay of a known key: what was answered");
    public static readonly Attack ReplayCounted = new("8b replay of a known key: was it counted?");
    public static readonly Attack Gate = new("9 took part? filled to the threshold: is it published");
    public static readonly Attack TookPart = new("11 took part? all tables, answers known");
    public static readonly Attack TwoCopies = new("4+ TWO copies around a batch that the attacker fills but for one", IsOpen: true);
    public static readonly Attack CopyAndRelease = new("4 ONE copy of an open quarter, and then its release");
    public static readonly Attack HotJournal = new("4+ ONE copy in the middle of a commit (hot journal)", IsOpen: true);
    public static readonly Attack BatchNumber = new("4 took part? ONE copy: more commits than the schedule has");
    public static readonly Attack Cut = new("9 took part? the tenth of a batch at the end of a quarter: release only");
    public static readonly Attack FirstBatch = new("9 took part? the tenth of the first batch: when the period began");
    public static readonly Attack Allowance = new("8 took part? what is left of the allowance of a shared network");
    public static readonly Attack KeyAndAllowance = new("8 took part? known key, attacker's own allowance used up");
    public static readonly Attack CommitTiming = new("1 took part? a reader held up while a batch is written");
    public static readonly Attack Length = new("10 band, from the length of the answer");

    /// <summary>All of them, in the order of the report.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        Live, FrozenTable, ForgedAnswer, ForgedScreening, OneCopy, Forensics, RowSums, Classic, Overlap, Rerequest, ReplayAnswer, ReplayCounted,
        Gate, TookPart, TwoCopies, CopyAndRelease, HotJournal, BatchNumber, Cut, FirstBatch, Allowance, KeyAndAllowance, CommitTiming, Length,
    ];
}
