using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A release as downloaded from the public API.</summary>
/// <param name="Id">Id of the release.</param>
/// <param name="Questionnaire">Its questionnaire.</param>
/// <param name="FirstQuarter">First quarter it covers.</param>
/// <param name="LastQuarter">Last quarter it covers.</param>
public sealed record Release(string Id, KnownQuestionnaire Questionnaire, string FirstQuarter, string LastQuarter)
{
    private static readonly string[] CountTables = ["item_options.csv", "score_histogram.csv", "bands.csv", "moments.csv"];

    /// <summary>All counts of its tables, with the variance of their noise.</summary>
    public Observation Tables { get; } = new(Questionnaire);

    /// <summary>Counts of the tables with classic disclosure control: rounded; null for a suppressed small count.</summary>
    public Dictionary<string, long?> Rounded { get; } = [];

    /// <summary>The noisy counts from which the rounded ones are derived.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Whether it covers all quarters so far (only the naive build has such releases).</summary>
    public bool IsOfAllTime => Id.EndsWith("-all", StringComparison.Ordinal);

    /// <summary>Whether both releases cover a common quarter of the same questionnaire.</summary>
    public bool Overlaps(Release other) => Questionnaire == other.Questionnaire
        && string.CompareOrdinal(FirstQuarter, other.LastQuarter) <= 0
        && string.CompareOrdinal(other.FirstQuarter, LastQuarter) <= 0;

    /// <summary>Whether it covers all quarters of another release.</summary>
    public bool Covers(Release other) =>
        string.CompareOrdinal(FirstQuarter, other.FirstQuarter) <= 0 && string.CompareOrdinal(LastQuarter, other.LastQuarter) >= 0;

    /// <summary>Downloads the list of published releases, without their tables.</summary>
    public static async Task<IReadOnlyList<Release>> List(HttpClient http)
    {
        var list = JsonNode.Parse(await http.GetStringAsync("/v1/releases"))!["releases"]!.AsArray();
        return [.. list
            .Where(entry => (string)entry!["state"]! == "published")
            .Select(entry => new Release(
                (string)entry!["id"]!,
                KnownQuestionnaire.All.Single(questionnaire => questionnaire.Id == (string)entry["questionnaire"]!),
                (string)entry["firstQuarter"]!,
                (string)entry["lastQuarter"]!))];
    }

    /// <summary>Downloads the tables.</summary>
    public async Task<Release> Download(HttpClient http)
    {
        foreach (var file in CountTables) ParseTable(file, await http.GetStringAsync($"/v1/releases/{Id}/{file}"));
        foreach (var file in new[] { "item_options_sdc.csv", "score_histogram_sdc.csv" })
        {
            using var response = await http.GetAsync($"/v1/releases/{Id}/{file}");
            if (response.IsSuccessStatusCode) ParseRoundedTable(file, await response.Content.ReadAsStringAsync());
        }

        return this;
    }

    /// <summary>Parses a table of counts; other files are ignored.</summary>
    public void ParseTable(string file, string text)
    {
        if (!CountTables.Contains(file)) return;
        foreach (var row in Rows(text))
        {
            var (cell, value) = (CellOf(file, row), long.Parse(row[^2], CultureInfo.InvariantCulture));
            var noise = double.Parse(row[^1], CultureInfo.InvariantCulture);
            Tables.Add(cell, value, noise * noise);
            Counts[cell] = value;
        }
    }

    private void ParseRoundedTable(string file, string text)
    {
        foreach (var row in Rows(text))
        {
            Rounded[CellOf(file, row)] = row[^1].Length == 0 ? null : long.Parse(row[^1], CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<string[]> Rows(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));

    private static string CellOf(string file, string[] row) => (file[..file.IndexOfAny(['.', '_'])], row) switch
    {
        ("item", [var item, var option, ..]) => $"options/{item}/{option}",
        ("score", [var audience, var from, var to, ..]) => $"score/{audience}/{from}-{to}",
        ("bands", ["band", var audience, var code, ..]) => $"bands/{audience}/{code}",
        ("bands", [_, _, var code, var state, ..]) => $"flags/{code}/{state}",
        ("moments", ["n", ..]) => "moments/n",
        ("moments", ["sum", var item, ..]) => $"moments/sum/{item}",
        ("moments", [_, var itemA, var itemB, ..]) => $"moments/product/{itemA}/{itemB}",
        _ => "",
    };
}

/// <summary>A complete HTTP response except for its date.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Headers">All headers except Date, sorted, one per line.</param>
/// <param name="Body">Response body.</param>
public sealed record Reply(int Status, string Headers, byte[] Body)
{
    /// <summary>Whether both responses are identical byte by byte.</summary>
    public bool HasSameContent(Reply other) =>
        Status == other.Status && Headers == other.Headers && Body.AsSpan().SequenceEqual(other.Body);

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Sends a request without a body.</summary>
    public static async Task<Reply> Of(
        HttpClient http, HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        var lines = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Reply((int)response.StatusCode, string.Join('\n', lines), await response.Content.ReadAsByteArrayAsync());
    }
}
