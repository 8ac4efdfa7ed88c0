using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The codebook of a release: notes on how to read the tables, and the meaning of every column and code.</summary>
internal static class Codebook
{
    private const string Name = "codebook";

    private static readonly Column[] Columns =
    [
        Column.OfCodes("kind", "What the row explains", [
            new("note", "How to read the tables"),
            new("column", "A column of a table"),
            new("item", "An item of the questionnaire"),
            new("option", "An option of an item"),
            new("audience", "An audience"),
            new("band", "A band"),
            new("flag", "A flag"),
            new("age-band", "An age band"),
            new("gender", "A gender")]),
        new("id", "string", "Id of the note or the item, or the name of the table"),
        new("code", "string", "Code of the option, audience, band, flag, age band or gender, or the name of the column"),
        new("label", "string", "Meaning"),
        new("weight", "integer", "What the option adds to the score; empty when it is not scored"),
        new("moment_value", "integer", "Value of the option in moments.csv"),
    ];

    /// <summary>The codebook of tables.</summary>
    public static ReleaseTable Of(ClosedPeriod period, IEnumerable<ReleaseTable> tables) => new(
        period,
        Name,
        "What every column and code means",
        Columns,
        [
            .. CodebookNotes.Of(period).Select(note => Row("note", note.Id, "", note.Text)),
            .. Column.OfEveryTable.Select(column => Row("column", "", column.Name, column.Description)),
            .. tables.SelectMany(table => table.Columns
                .Skip(Column.OfEveryTable.Count)
                .Select(column => Row("column", table.Name, column.Name, column.Description))),
            .. Columns.Select(column => Row("column", Name, column.Name, column.Description)),
            .. Items(period),
            .. TableCodes.Audiences(period).Select(code => Row("audience", "", code.Code, code.Label)),
            .. TableCodes.Bands(period).Select(code => Row("band", "", code.Code, code.Label)),
            .. TableCodes.Flags(period).Select(code => Row("flag", "", code.Code, code.Label)),
            .. Vocabulary.HasGroups(period.Questionnaire) ? Groups() : [],
        ])
    {
        UniqueKey = ["kind", "id", "code"],
    };

    private static IEnumerable<string[]> Groups() =>
    [
        .. TableCodes.AgeBands.Select(code => Row("age-band", "", code.Code, code.Label)),
        .. TableCodes.Genders.Select(code => Row("gender", "", code.Code, code.Label)),
    ];

    private static IEnumerable<string[]> Items(ClosedPeriod period)
    {
        var scales = MomentScale.Of(period.Questionnaire).ToDictionary(scale => scale.Item.Id, StringComparer.Ordinal);
        foreach (var definition in period.Questionnaire.Definition.Sections.SelectMany(section => section.Items))
        {
            period.Questionnaire.TryFind(definition.Id, out var item);
            var labels = period.Wording.OptionLabels(definition);
            yield return Row("item", item.Id, "", period.Wording.Items[item.Id].Text);
            foreach (var option in item.Options)
            {
                var hasMoment = scales.TryGetValue(item.Id, out var scale) && option.Index != item.DontKnow;
                int? moment = hasMoment ? scale!.Values[option.Index] : null;
                yield return Row("option", item.Id, option.Code, labels[option.Code], option.Weight, moment);
            }

            yield return Row("option", item.Id, OptionDefinition.NotAnswered, "Asked and left out");
            yield return Row("option", item.Id, OptionDefinition.NotAsked, "Not asked in this person's case");
        }
    }

    private static string[] Row(string kind, string id, string code, string label, int? weight = null, int? moment = null) =>
        [kind, id, code, label, CsvTable.Text(weight), CsvTable.Text(moment)];
}
