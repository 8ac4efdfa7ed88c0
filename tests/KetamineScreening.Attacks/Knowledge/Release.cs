using System.Globalization;
using System.Text.Json.Nodes;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A release as downloaded from the public API.</summary>
/// <param name="Id">Id of the release.</param>
/// <param name="Questionnaire">Its questionnaire.</param>
internal sealed record Release(string Id, KnownQuestionnaire Questionnaire)
{
    private static readonly string[] CountTables =
        ["item_options.csv", "score_histogram.csv", "bands.csv", "groups.csv", "flags.csv", "moments.csv"];

    /// <summary>All counts of its tables, with the variance of their noise.</summary>
    public Observation Tables { get; } = new(Questionnaire);

    /// <summary>Counts of the tables with classic disclosure control: rounded; null for a suppressed small count.</summary>
    public Dictionary<string, long?> Rounded { get; } = [];

    /// <summary>The noisy counts from which the rounded ones are derived.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Downloads the list of published releases, without their tables.</summary>
    public static async Task<IReadOnlyList<Release>> List(HttpClient http)
    {
        var list = JsonNode.Parse(await http.GetStringAsync("/v1/releases"))!["releases"]!.AsArray();
        return [.. list
            .Where(entry => (string?)entry!["state"] != "withdrawn" && entry["withdrawn"] is null)
            .Select(entry => new Release(
                (string)entry!["id"]!,
                KnownQuestionnaire.All.Single(questionnaire => questionnaire.Id == (string)entry["questionnaire"]!)))];
    }

    /// <summary>Downloads the tables.</summary>
    public async Task<Release> Download(HttpClient http)
    {
        foreach (var file in CountTables)
        {
            ParseTable(file, await Text(file));
            var rounded = file.Replace(".csv", "_sdc.csv", StringComparison.Ordinal);
            foreach (var row in Rows(await Text(rounded)))
            {
                Rounded[CellOf(file, row)] = row["count"].Length == 0 ? null : Integer(row["count"]);
            }
        }

        return this;

        async Task<string> Text(string file)
        {
            using var response = await http.GetAsync($"/v1/releases/{Id}/{file}");
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : "";
        }
    }

    /// <summary>Parses a table of counts; other files are ignored.</summary>
    public void ParseTable(string file, string text)
    {
        if (!CountTables.Contains(file)) return;
        foreach (var row in Rows(text))
        {
            var value = row.TryGetValue("value", out var moment) ? moment : row["count"];
            if (value.Length == 0) continue;
            var noise = double.Parse(row["sd_noise"], CultureInfo.InvariantCulture);
            var number = (long)double.Parse(value, CultureInfo.InvariantCulture);
            Tables.Add(CellOf(file, row), number, noise * noise);
            Counts[CellOf(file, row)] = number;
        }
    }

    private static long Integer(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Dictionary<string, string>> Rows(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return [];
        var names = lines[0].Split(',');
        return lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second));
    }

    // Margins have keys that are not in the vocabulary, so observations ignore them.
    private static string CellOf(string file, Dictionary<string, string> row) => file switch
    {
        "item_options.csv" => $"options/{row["item"]}/{row["option"]}",
        "score_histogram.csv" => $"score/{row["audience"]}/{row["score_from"]}-{row["score_to"]}",
        "bands.csv" when row.GetValueOrDefault("kind") == "flag" => $"flags/{row["code"]}",
        "bands.csv" => $"bands/{row["audience"]}/{row.GetValueOrDefault("band") ?? row["code"]}",
        "groups.csv" => $"groups/{row["age_band"]}/{row["gender"]}/{row["band"]}",
        "flags.csv" => $"flags/{row["flag"]}",
        _ => row["kind"] switch
        {
            "n" => "moments/n",
            "sum" => $"moments/sum/{row["item_a"]}",
            _ => $"moments/product/{row["item_a"]}/{row["item_b"]}",
        },
    };
}
