using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases;

/// <summary>Writes the tables of counts: item options, score histogram, bands and flags.</summary>
internal static class CountTables
{
    // Disclosure control of the classic view: smaller counts are left out, other counts are rounded to a multiple of the base.
    private const int Threshold = 15;
    private const int Base = 10;

    public static byte[] ItemOptions(ClosedPeriod period)
    {
        var table = new CsvTable("item", "option", "weight", "count", "sd_noise");
        var noise = CsvTable.Text(period.NoiseOf(Block.Options));
        foreach (var (item, option, weight, count) in Options(period))
        {
            table.Add(item, option, CsvTable.Text(weight), CsvTable.Text(count), noise);
        }

        return table.Write();
    }

    public static byte[] ItemOptionsControlled(ClosedPeriod period)
    {
        var table = new CsvTable("item", "option", "weight", "count");
        foreach (var (item, option, weight, count) in Options(period))
        {
            table.Add(item, option, CsvTable.Text(weight), Controlled(count));
        }

        return table.Write();
    }

    public static byte[] ScoreHistogram(ClosedPeriod period)
    {
        var table = new CsvTable("audience", "score_from", "score_to", "count", "sd_noise");
        var noise = CsvTable.Text(period.NoiseOf(Block.Score));
        foreach (var (audience, bin, count) in Scores(period))
        {
            table.Add(audience, CsvTable.Text(bin.From), CsvTable.Text(bin.To), CsvTable.Text(count), noise);
        }

        return table.Write();
    }

    public static byte[] ScoreHistogramControlled(ClosedPeriod period)
    {
        var table = new CsvTable("audience", "score_from", "score_to", "count");
        foreach (var (audience, bin, count) in Scores(period))
        {
            table.Add(audience, CsvTable.Text(bin.From), CsvTable.Text(bin.To), Controlled(count));
        }

        return table.Write();
    }

    public static byte[] Bands(ClosedPeriod period)
    {
        var table = new CsvTable("kind", "audience", "code", "state", "count", "sd_noise");
        var noise = CsvTable.Text(period.NoiseOf(Block.Bands));
        foreach (var audience in period.Questionnaire.Audiences)
        {
            foreach (var band in period.Questionnaire.Bands)
            {
                table.Add("band", audience.Code, band.Code, "", CsvTable.Text(period.Count(Cell.Band(audience.Code, band.Code))), noise);
            }
        }

        foreach (var flag in period.Questionnaire.Flags)
        {
            table.Add("flag", "", flag.Code, "raised", CsvTable.Text(period.Count(Cell.Flag(flag.Code))), noise);
        }

        return table.Write();
    }

    private static IEnumerable<(string Item, string Option, int? Weight, long Count)> Options(ClosedPeriod period) =>
        from item in period.Questionnaire.Items
        from option in item.Options.Select(option => (option.Code, option.Weight))
            .Append((OptionDefinition.NotAnswered, null))
            .Append((OptionDefinition.NotAsked, null))
        select (item.Id, option.Code, option.Weight, period.Count(Cell.Option(item.Id, option.Code)));

    private static IEnumerable<(string Audience, ScoreBin Bin, long Count)> Scores(ClosedPeriod period) =>
        from audience in period.Questionnaire.Audiences
        from bin in ScoreBin.Of(period.Questionnaire, audience)
        select (audience.Code, bin, period.Count(Cell.Score(audience.Code, bin)));

    // The input is the noisy count, so the classic view discloses nothing beyond the noisy table.
    private static string Controlled(long count) => count < Threshold ? "" : CsvTable.Text((count + Base / 2) / Base * Base);
}
