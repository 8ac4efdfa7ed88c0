using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Questionnaires;

/// <summary>The REDCap data dictionary, parsed by Python's CSV reader in strict mode.</summary>
public sealed partial class GetRedcapDictionaryTests(SharedService service)
{
    private const string Reader = """
        import csv, json, sys
        print(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True))))
        """;

    private static readonly string[] Header =
    [
        "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label", "Choices, Calculations, OR Slider Labels",
        "Field Note", "Text Validation Type OR Show Slider Number", "Text Validation Min", "Text Validation Max", "Identifier?",
        "Branching Logic (Show field only if...)", "Required Field?", "Custom Alignment", "Question Number (surveys only)",
        "Matrix Group Name", "Matrix Ranking?", "Field Annotation",
    ];

    private const int Variable = 0, SectionHeader = 2, Type = 3, Label = 4, Choices = 5, Note = 6, Branching = 11, Required = 12;

    public static TheoryData<string> Ids => [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_row_has_the_18_columns_of_the_header(string id)
    {
        var rows = await Rows(id);

        Assert.Equal(Header, rows[0]);
        Assert.All(rows, row => Assert.Equal(18, row.Length));
        Assert.All(rows.Skip(1), row => Assert.Equal(id.Replace('-', '_'), row[1]));
        Assert.All(rows.Skip(1), row => Assert.Matches("^[a-z](_?[a-z0-9])*$", row[Variable]));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task It_contains_every_question_in_order(string id)
    {
        var sections = (await service.Get($"/v1/questionnaires/{id}"))["sections"]!.AsArray();
        var expected = sections.SelectMany(section => section!["items"]!.AsArray().Select((item, place) => string.Join('\n', [
            Name((string)item!["id"]!), place == 0 ? (string)section["title"]! : "", "radio", (string)item["text"]!,
            string.Join(" | ", item["options"]!.AsArray().Select(option => $"{Name((string)option!["code"]!)}, {option["label"]}")),
            (string)item["help"]!, (bool)item["required"]! ? "y" : ""])));
        var rows = await Rows(id);

        Assert.Equal(["record_id", "score"], [rows[1][Variable], rows[^1][Variable]]);
        int[] compared = [Variable, SectionHeader, Type, Label, Choices, Note, Required];
        Assert.Equal(expected, rows[2..^1].Select(row => string.Join('\n', compared.Select(column => row[column]))));
    }

    [Theory]
    [InlineData("last_used", "")]
    [InlineData("setting", "[last_used] = 'within_12_months'")]
    [InlineData("tolerance", "([last_used] = 'within_12_months' and ([setting] = 'both' or [setting] = 'unsupervised_only'))")]
    [InlineData("craving", "[last_used] = 'within_12_months'")]
    [InlineData("easy_access", "")]
    public async Task Branching_logic_shows_a_question_exactly_when_it_is_asked(string variable, string branching) =>
        Assert.Equal(branching, (await Rows(Some.SelfCheck)).Single(row => row[Variable] == variable)[Branching]);

    [Theory, MemberData(nameof(Ids))]
    public async Task The_calculated_field_gives_the_score_of_every_test_vector(string id)
    {
        var calculation = (await Rows(id))[^1];
        var terms = calculation[Choices].Split(" + ").Select(term => Term().Match(term)).ToList();
        var vectors = (await service.Get($"/v1/questionnaires/{id}/{await service.Version(id)}/test-vectors"))["vectors"]!.AsArray();

        Assert.Equal("calc", calculation[Type]);
        Assert.All(terms, term => Assert.True(term.Success));
        Assert.All(vectors, vector => Assert.Equal((int)vector!["expected"]!["score"]!, terms
            .Where(term => vector["answers"]!.AsObject().Any(answer => Name(answer.Key) == term.Groups["variable"].Value
                && Name((string)answer.Value!) == term.Groups["code"].Value))
            .Sum(term => int.Parse(term.Groups["weight"].Value, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task It_is_a_download_with_CRLF_line_endings_as_RFC_4180_requires()
    {
        var address = new Uri($"/v1/questionnaires/{Some.QuickCheck}/2.0.0/redcap.csv", UriKind.Relative);
        using var response = await service.Http.GetAsync(address, TestContext.Current.CancellationToken);
        var text = await response.Text();

        Assert.Equal("text/csv; charset=utf-8", response.Header("Content-Type"));
        Assert.Equal("attachment; filename=\"ketamine-quick-check-2.0.0-redcap.csv\"", response.Header("Content-Disposition"));
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", text.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private async Task<string[][]> Rows(string id)
    {
        Requirement.Needs(Tool.IsInstalled("python3"), "python3 is not installed.");
        var folder = Directory.CreateTempSubdirectory("ketamine-redcap-").FullName;
        var address = new Uri($"/v1/questionnaires/{id}/{await service.Version(id)}/redcap.csv", UriKind.Relative);
        var csv = await service.Http.GetByteArrayAsync(address, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder, "redcap.csv"), csv, TestContext.Current.CancellationToken);
        var (exitCode, output) = await Tool.Run("python3", ["-c", Reader, "redcap.csv"], folder);
        Directory.Delete(folder, recursive: true);
        Assert.True(exitCode == 0, output);
        return JsonSerializer.Deserialize<string[][]>(output)!;
    }

    private static string Name(string id) => id.Replace('-', '_');

    [GeneratedRegex(
        @"^if\(\[(?<variable>\w+)\] = '(?<code>\w+)', (?<weight>[1-9][0-9]*), 0\)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();
}
