using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Releases;

/// <summary>Describes a release as a Data Package, version 2 (datapackage.org).</summary>
internal static class DataPackage
{
    /// <summary>The tables of a release with their columns, in the terms of Table Schema.</summary>
    public static IReadOnlyList<Table> Tables { get; } =
    [
        new("item_options.csv", "Answers by item and option", CountTables.ItemOptions, Item, Option, Weight, Count, Noise),
        new("score_histogram.csv", "Scores by audience", CountTables.ScoreHistogram, Audience, ScoreFrom, ScoreTo, Count, Noise),
        new("bands.csv", "Risk bands by audience, and advice given", CountTables.Bands,
            new("kind", "string", "band or flag"),
            Audience,
            new("code", "string", "Code of the band or flag"),
            new("state", "string", "raised or not-raised; empty for bands"),
            Count,
            Noise),
        new("moments.csv", "Sums and products of scored items over complete screenings", MomentTables.Moments,
            new("kind", "string", "n, sum or product"),
            new("item_a", "string", "Item; empty for n"),
            new("item_b", "string", "Second item of a product; an item with itself too"),
            new("value", "integer", "Noisy sum in moment values; may be negative"),
            Noise),
        new("psychometrics.csv", "Psychometric figures over complete screenings", MomentTables.Psychometrics,
            new("measure", "string", "n, mean, sd, floor, ceiling, alpha, sem, item-rest or alpha-if-dropped"),
            new("item", "string", "Item, for measures of an item"),
            new("value", "number", "Figure, corrected for the noise; empty when its error would be too large"),
            new("standard_error", "number", "Error of the figure that is due to the noise alone")),
        new("codebook.csv", "What every code and column means", Codebook.Write,
            new("kind", "string", "note, column, item, option, audience, band or flag"),
            new("id", "string", "Item, file or note"),
            new("code", "string", "Code"),
            new("label", "string", "Meaning"),
            Weight,
            new("moment_value", "integer", "Value of the option in moments.csv")),
        new("item_options_sdc.csv", "Answers by item and option, classic view", CountTables.ItemOptionsControlled,
            Item, Option, Weight, Controlled),
        new("score_histogram_sdc.csv", "Scores by audience, classic view", CountTables.ScoreHistogramControlled,
            Audience, ScoreFrom, ScoreTo, Controlled),
    ];

    private static readonly string[] Keywords = ["ketamine", "self-screening", "differential privacy", "aggregates"];

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static Column Item => new("item", "string", "Id of the item");

    private static Column Option => new("option", "string", "Code of the option, or not-answered, or not-asked");

    private static Column Weight => new("weight", "integer", "What the option adds to the score; empty when it is not scored");

    private static Column Audience => new("audience", "string", "Code of the audience");

    private static Column ScoreFrom => new("score_from", "integer", "Lowest score of the bin, itself included");

    private static Column ScoreTo => new("score_to", "integer", "Highest score of the bin, itself included");

    private static Column Count => new("count", "integer", "Noisy count of screenings; may be negative");

    private static Column Controlled => new("count", "integer", "Noisy count rounded to 10; empty below 15");

    private static Column Noise => new("sd_noise", "number", "Standard deviation of the noise in the count or value");

    /// <summary>Writes <c>datapackage.json</c>, with sizes and hashes of the given tables.</summary>
    public static byte[] Write(ClosedPeriod period, IReadOnlyList<ReleaseFile> tables)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            WriteHead(json, period);
            json.WriteStartArray("resources");
            foreach (var file in tables) WriteResource(json, Tables.Single(table => table.File == file.Name), file);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.ToArray(), (byte)'\n'];
    }

    private static void WriteHead(Utf8JsonWriter json, ClosedPeriod period)
    {
        var (span, policy) = (period.Calendar, period.Policy);
        var prefix = period.IsSynthetic ? "SYNTHETIC: " : "";
        json.WriteString("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
        json.WriteString("name", period.Id);
        json.WriteString("title", $"{prefix}{period.Wording.Title}, anonymous totals, {span}");
        json.WriteString(
            "description",
            $"{prefix}Totals of an anonymous, non-diagnostic self-screening, with noise that protects every single screening. "
            + "Not validated clinically. See README.md and codebook.csv.");
        json.WriteString("version", "1.0.0");
        json.WriteString("created", $"{span.LastDay.AddDays(1):yyyy-MM-dd}T00:00:00Z");
        json.WriteStartArray("keywords");
        foreach (var keyword in Keywords) json.WriteStringValue(keyword);
        if (period.IsSynthetic) json.WriteStringValue("synthetic");
        json.WriteEndArray();
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteString("name", "CC0-1.0");
        json.WriteString("path", "https://creativecommons.org/publicdomain/zero/1.0/");
        json.WriteString("title", "Creative Commons Zero v1.0 Universal");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("questionnaire");
        json.WriteString("id", period.Questionnaire.Id);
        json.WriteString("version", period.Published.Version.ToString());
        json.WriteNumber("majorVersion", period.Questionnaire.Version.Major);
        json.WriteString("validation", period.Questionnaire.Definition.Validation);
        json.WriteEndObject();
        json.WriteStartObject("period");
        json.WriteString("from", $"{span.FirstDay:yyyy-MM-dd}");
        json.WriteString("to", $"{span.LastDay:yyyy-MM-dd}");
        json.WriteEndObject();
        json.WriteBoolean("synthetic", period.IsSynthetic);
        json.WriteStartObject("privacy");
        json.WriteString("definition", "zero-concentrated differential privacy; neighbours differ by one screening added or removed");
        json.WriteString("mechanism", NoisePolicy.Mechanism);
        json.WriteString("rho", policy.Rho.ToString());
        json.WriteString("rhoOfReleases", policy.RhoOfReleases.ToString());
        json.WriteStartArray("blocks");
        foreach (var block in period.Vocabulary.Blocks)
        {
            var sensitivity = period.Vocabulary.SquaredSensitivity(block);
            json.WriteStartObject();
            json.WriteString("block", JsonNamingPolicy.KebabCaseLower.ConvertName(block.ToString()));
            json.WriteString("share", policy.Share(block).ToString());
            json.WriteNumber("squaredSensitivity", sensitivity);
            json.WriteString("variance", policy.ReleaseVariance(block, sensitivity).ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, Table table, ReleaseFile file)
    {
        json.WriteStartObject();
        json.WriteString("name", Path.GetFileNameWithoutExtension(table.File).Replace('_', '-'));
        json.WriteString("path", table.File);
        json.WriteString("type", "table");
        json.WriteString("title", table.Title);
        json.WriteString("format", "csv");
        json.WriteString("mediatype", "text/csv");
        json.WriteString("encoding", "utf-8");
        json.WriteNumber("bytes", file.Content.Length);
        json.WriteString("hash", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file.Content)));
        json.WriteStartObject("schema");
        json.WriteStartArray("fields");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("description", column.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("missingValues");
        json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A table of a release, with the function that writes it as CSV.</summary>
    internal sealed record Table(string File, string Title, Func<ClosedPeriod, byte[]> Write, params IReadOnlyList<Column> Columns);

    /// <summary>A column of a table, with its Table Schema type.</summary>
    internal sealed record Column(string Name, string Type, string Description);
}
