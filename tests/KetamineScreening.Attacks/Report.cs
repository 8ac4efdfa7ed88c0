using System.Globalization;
using System.Text;

namespace KetamineScreening.Attacks;

/// <summary>Writes the results of all attacks as a table in Markdown.</summary>
internal static class Report
{
    /// <summary>Writes the table, and lists everything that is unexpected.</summary>
    public static (string Table, IReadOnlyList<string> Failures) Write(IEnumerable<Row> rows, bool isNaive)
    {
        var (text, failures) = (new StringBuilder(), new List<string>());
        text.AppendLine(isNaive ? "Against a naive build" : "Against the real server").AppendLine();
        text.AppendLine("| attack | tries | recovered with certainty | best guess right | blind guess | bound | verdict |");
        text.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Cells(isNaive)} |");
            failures.AddRange((isNaive ? row.FailuresOnNaive() : row.FailuresOnReal()).Select(failure => $"{row.Name}: {failure}"));
        }

        return (text.ToString(), failures);
    }
}
