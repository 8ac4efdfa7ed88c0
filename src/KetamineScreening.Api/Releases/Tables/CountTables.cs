using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>Which cells each row of each table of counts covers.</summary>
internal static class CountTables
{
    /// <summary>The tables of counts of a period; the one of groups only where people can say something about themselves.</summary>
    public static IEnumerable<CountTable> Of(ClosedPeriod period)
    {
        var cells = period.Counters.Vocabulary.Cells.ToHashSet();
        yield return ItemOptions(period, cells);
        yield return ScoreHistogram(period, cells);
        yield return Bands(period, cells);
        if (Vocabulary.HasGroups(period.Questionnaire)) yield return GroupTable.Of(period, cells);
        yield return Flags(period);
    }

    /// <summary>The cells of all bands of an audience.</summary>
    public static IReadOnlyList<Cell> OfAudience(ClosedPeriod period, string audience, HashSet<Cell> cells) =>
        [.. period.Questionnaire.Bands.Select(band => Cell.Band(audience, band.Code)).Where(cells.Contains)];

    private static CountTable ItemOptions(ClosedPeriod period, HashSet<Cell> cells)
    {
        var rows = period.Questionnaire.Items.SelectMany(item =>
        {
            var options = item.Options
                .Append(new Option(-1, OptionDefinition.NotAnswered, null))
                .Select(option => (option.Code, option.Weight, Cell: Cell.Option(item.Id, option.Code)))
                .Where(option => cells.Contains(option.Cell))
                .ToList();
            var asked = options.Select(option => option.Cell).ToList();
            var skipped = Cell.Option(item.Id, OptionDefinition.NotAsked);
            return options
                .Select(option => new CountRow([item.Id, option.Code, CsvTable.Text(option.Weight), "asked"], [option.Cell], asked))
                .Concat(cells.Contains(skipped) ? [new CountRow([item.Id, OptionDefinition.NotAsked, "", "all"], [skipped], [])] : []);
        });
        return new CountTable(
            "item_options",
            "Answers by item and option",
            [
                new("item", "string", "Id of the item"),
                new("option", "string", "Code of the option, or not-answered, or not-asked"),
                new("weight", "integer", "What the option adds to the score; empty when it is not scored"),
                Column.OfCodes("base", "People of whom the share is given", [
                    new("asked", "People who were asked the item"),
                    new("all", "All people")]),
            ],
            ["item", "option"],
            [.. rows])
        {
            CodebookKeys = [new(["item", "option"], ["id", "code"])],
        };
    }

    private static CountTable ScoreHistogram(ClosedPeriod period, HashSet<Cell> cells)
    {
        var rows = period.Questionnaire.Audiences.SelectMany(audience =>
        {
            var bins = ScoreBin.Of(period.Questionnaire, audience).Where(bin => cells.Contains(Cell.Score(audience.Code, bin))).ToList();
            var whole = bins.Select(bin => Cell.Score(audience.Code, bin)).ToList();
            return bins.Select(bin => new CountRow(
                [audience.Code, CsvTable.Text(bin.From), CsvTable.Text(bin.To)], [Cell.Score(audience.Code, bin)], whole));
        });
        return new CountTable(
            "score_histogram",
            "Scores by audience",
            [
                Column.OfCodes("audience", "Code of the audience", TableCodes.Audiences(period).Where(code => code.Code != TableCodes.All)),
                new("score_from", "integer", "Lowest score of the bin, itself included"),
                new("score_to", "integer", "Highest score of the bin, itself included"),
            ],
            ["audience", "score_from"],
            [.. rows])
        {
            CodebookKeys = [new(["audience"], ["code"])],
        };
    }

    private static CountTable Bands(ClosedPeriod period, HashSet<Cell> cells)
    {
        var rows = new List<CountRow>();
        foreach (var audience in period.Questionnaire.Audiences.Select(audience => audience.Code))
        {
            var whole = OfAudience(period, audience, cells);
            rows.AddRange(period.Questionnaire.Bands
                .Select(band => (band.Code, Cell: Cell.Band(audience, band.Code)))
                .Where(band => cells.Contains(band.Cell))
                .Select(band => new CountRow([audience, band.Code], [band.Cell], whole)));
        }

        rows.AddRange(period.Questionnaire.Bands
            .Select(band => (band.Code, Cells: period.Questionnaire.Audiences
                .Select(audience => Cell.Band(audience.Code, band.Code)).Where(cells.Contains).ToList()))
            .Where(band => band.Cells.Count > 0)
            .Select(band => new CountRow([TableCodes.All, band.Code], band.Cells, [])));
        return new CountTable(
            "bands",
            "Bands by audience",
            [
                Column.OfCodes("audience", "Code of the audience, or all", TableCodes.Audiences(period)),
                Column.OfCodes("band", "Code of the band", TableCodes.Bands(period)),
            ],
            ["audience", "band"],
            rows)
        {
            CodebookKeys = [new(["audience"], ["code"]), new(["band"], ["code"])],
        };
    }

    private static CountTable Flags(ClosedPeriod period) => new(
        "flags",
        "Flags raised",
        [Column.OfCodes("flag", "Code of the flag", TableCodes.Flags(period))],
        ["flag"],
        [.. period.Questionnaire.Flags.Select(flag => new CountRow([flag.Code], [Cell.Flag(flag.Code)], []))])
    {
        CodebookKeys = [new(["flag"], ["code"])],
    };
}
