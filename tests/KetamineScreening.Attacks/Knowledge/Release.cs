using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A release as anybody can download it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Instrument">What was answered.</param>
/// <param name="FirstQuarter">First quarter it covers.</param>
/// <param name="LastQuarter">Last quarter it covers.</param>
public sealed record Release(string Id, Instrument Instrument, string FirstQuarter, string LastQuarter)
{
    private static readonly string[] CountTables = ["item_options.csv", "score_histogram.csv", "bands.csv", "moments.csv"];

    /// <summary>Every count of its tables.</summary>
    public Observation Tables { get; } = new(Instrument);

    /// <summary>The classic view: rounded, small counts left out, which is null here.</summary>
    public Dictionary<string, long?> Classic { get; } = [];

    /// <summary>The noisy counts that the classic view is made of.</summary>
    public Dictionary<string, long> Counts { get; } = [];

    /// <summary>Whether it covers everything so far, whatever other releases cover.</summary>
    public bool IsOfAllTime => Id.EndsWith("-all", StringComparison.Ordinal);

    /// <summary>Whether it covers a period that another one covers too.</summary>
    public bool Overlaps(Release other) =>
        Instrument == other.Instrument && string.CompareOrdinal(FirstQuarter, other.LastQuarter) <= 0 && string.CompareOrdinal(other.FirstQuarter, LastQuarter) <= 0;

    /// <summary>Whether it covers all of the period of another one.</summary>
    public bool Covers(Release other) => string.CompareOrdinal(FirstQuarter, other.FirstQuarter) <= 0 && string.CompareOrdinal(LastQuarter, other.LastQuarter) >= 0;

    /// <summary>Reads the list of all releases.</summary>
    public static async Task<IReadOnlyList<Release>> List(HttpClient http)
    {
        var list = JsonNode.Parse(await http.GetStringAsync("/v1/releases"))!["releases"]!.AsArray();
        return [.. list
            .Where(entry => (string)entry!["state"]! == "published")
            .Select(entry => new Release(
                (string)entry!["id"]!,
                Instrument.All.Single(instrument => instrument.Id == (string)entry["questionnaire"]!),
                (string)entry["firstQuarter"]!,
                (string)entry["lastQuarter"]!))];
    }

    /// <summary>Downloads the tables.</summary>
    public async Task<Release> Read(HttpClient http)
    {
        foreach (var file in CountTables) Take(file, await http.GetStringAsync($"/v1/releases/{Id}/{file}"));
        foreach (var file in new[] { "item_options_sdc.csv", "score_histogram_sdc.csv" })
        {
            using var answer = await http.GetAsync($"/v1/releases/{Id}/{file}");
            if (answer.IsSuccessStatusCode) TakeClassic(file, await answer.Content.ReadAsStringAsync());
        }

        return this;
    }

    /// <summary>Reads a table; a file that is none is passed over.</summary>
    public void Take(string file, string text)
    {
        if (!CountTables.Contains(file)) return;
        foreach (var row in Rows(text))
        {
            var (cell, value) = (CellOf(file, row), long.Parse(row[^2], CultureInfo.InvariantCulture));
            var noise = double.Parse(row[^1], CultureInfo.InvariantCulture);
            Tables.See(cell, value, noise * noise);
            Counts[cell] = value;
        }
    }

    private void TakeClassic(string file, string text)
    {
        foreach (var row in Rows(text)) Classic[CellOf(file, row)] = row[^1].Length == 0 ? null : long.Parse(row[^1], CultureInfo.InvariantCulture);
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

/// <summary>Everything that an address answers with, but for the time.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Headers">Every header but Date, a line each.</param>
/// <param name="Body">The body.</param>
public sealed record Reply(int Status, string Headers, byte[] Body)
{
    /// <summary>Whether two replies are the same to the byte.</summary>
    public bool Same(Reply other) => Status == other.Status && Headers == other.Headers && Body.AsSpan().SequenceEqual(other.Body);

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Asks an address.</summary>
    public static async Task<Reply> Of(HttpClient http, HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        var lines = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Reply((int)response.StatusCode, string.Join('\n', lines), await response.Content.ReadAsByteArrayAsync());
    }
}
