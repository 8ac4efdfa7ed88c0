using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases;

/// <summary>Writes the codebook of a release: the meaning of every column and code, and notes on how to read the tables.</summary>
internal static class Codebook
{
    public static byte[] Write(ClosedPeriod period)
    {
        var table = new CsvTable("kind", "id", "code", "label", "weight", "moment_value");
        var (questionnaire, wording) = (period.Questionnaire, period.Wording);
        foreach (var note in Notes(period)) table.Add("note", note.Id, "", note.Text, "", "");
        foreach (var resource in DataPackage.Tables)
        {
            foreach (var column in resource.Columns) table.Add("column", resource.File, column.Name, column.Description, "", "");
        }

        foreach (var item in questionnaire.Definition.Sections.SelectMany(section => section.Items))
        {
            table.Add("item", item.Id, "", wording.Items[item.Id].Text, "", "");
            var labels = wording.OptionLabels(item);
            questionnaire.TryFind(item.Id, out var known);
            var moments = known.IsScored ? MomentScale.Of(questionnaire).Single(candidate => candidate.Item == known) : null;
            foreach (var option in known.Options)
            {
                var value = moments is null || option.Index == known.DontKnow ? "" : CsvTable.Text(moments.Values[option.Index]);
                table.Add("option", item.Id, option.Code, labels[option.Code], CsvTable.Text(option.Weight), value);
            }

            table.Add("option", item.Id, OptionDefinition.NotAnswered, "Asked and left out", "", "");
            table.Add("option", item.Id, OptionDefinition.NotAsked, "Not asked in this person's case", "", "");
        }

        foreach (var audience in questionnaire.Audiences)
        {
            table.Add("audience", "", audience.Code, wording.Audiences[audience.Code], "", "");
        }

        foreach (var band in questionnaire.Bands) table.Add("band", "", band.Code, wording.Bands[band.Code], "", "");
        foreach (var flag in questionnaire.Flags)
        {
            var (title, text) = wording.Flags[flag.Code];
            table.Add("flag", "", flag.Code, title ?? text, "", "");
        }


        return table.Write();
    }

    private static IEnumerable<(string Id, string Text)> Notes(ClosedPeriod period)
    {
        if (period.IsSynthetic)
        {
            yield return (
                "synthetic",
                "This release is SYNTHETIC: it was made from made-up screenings, for demonstration.");
        }

        yield return (
            "noise",
            "Every count has random noise in it, drawn when counting began and once more when the period was "
            + "closed: whole numbers with mean 0 and the standard deviation sd_noise. So counts can be negative. "
            + "Do not cut them off at 0: sums and means would no longer be right on average.");
        yield return (
            "blocks",
            "The tables have noise of their own and need not agree with each other: use the one made for the "
            + "question.");
        yield return (
            "moments",
            "Moments are over complete screenings: every scored item was asked and answered. They use "
            + "moment_value, a small whole number around zero; weight = middle of the scale + step x moment_value.");
        yield return (
            "psychometrics",
            "Figures are over complete screenings and corrected for the noise; standard_error is the error due "
            + "to the noise alone. A figure with too large an error, or an impossible value, is left empty and "
            + "never cut off.");
        yield return (
            "floor-ceiling",
            "Shares of the lowest and the highest score among people who were asked every scored item, "
            + "incomplete screenings too. A share near 0 is left empty when the noise makes it negative, so those "
            + "that are given lean upwards.");
        yield return (
            "sdc",
            "The tables that end in _sdc are the classic view: counts below 15 are left out, others rounded to "
            + "10. They are computed from the noisy counts.");
        yield return (
            "not-validated",
            "The questionnaire is not validated clinically. Who answers is not a sample of anything: people "
            + "chose to come, and may have answered more than once or not in earnest.");
    }
}
