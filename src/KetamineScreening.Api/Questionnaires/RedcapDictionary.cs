using System.Globalization;
using CsvHelper;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Writes a questionnaire as a REDCap data dictionary, so that a study can ask the same questions.</summary>
/// <remarks>
/// REDCap requires lower snake_case for variables and choices, so each hyphen in an id or code becomes an underscore.
/// The score is a calculated field. Bands and flags are not exported; a study takes them from the questionnaire document.
/// </remarks>
internal static class RedcapDictionary
{
    private static readonly string[] Columns =
    [
        "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
        "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
        "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
        "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
        "Field Annotation",
    ];

    /// <summary>Writes the dictionary as UTF-8 CSV with CRLF line ends (RFC 4180).</summary>
    public static byte[] Write(Questionnaire questionnaire, Wording wording)
    {
        var form = Name(questionnaire.Id);
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, CsvWriterOptions.Default, leaveOpen: true))
        {
            csv.WriteRecord(Columns);
            csv.WriteRecord(Field("record_id", form, type: "text", label: "Record ID"));
            foreach (var section in questionnaire.Definition.Sections)
            {
                var header = wording.Sections[section.Id].Title;
                foreach (var item in section.Items)
                {
                    csv.WriteRecord(ItemField(item, form, header, wording));
                    header = "";
                }
            }

            var formula = Score(questionnaire);
            csv.WriteRecord(Field("score", form, type: "calc", label: "Score", choices: formula, annotation: "@HIDDEN-SURVEY"));
        }

        return buffer.ToArray();
    }

    private static string[] ItemField(ItemDefinition item, string form, string header, Wording wording)
    {
        var texts = wording.Items[item.Id];
        var labels = wording.OptionLabels(item);
        // REDCap separates choices with a vertical bar, so a label must not contain one.
        var choices = string.Join(" | ", item.Options!.Select(option => $"{Name(option.Code)}, {labels[option.Code].Replace('|', '/')}"));
        return Field(
            Name(item.Id), form, header, "radio", texts.Text, choices, texts.Help,
            branching: item.AskedWhen is { } when ? Logic(when) : "", required: item.Required ? "y" : "");
    }

    private static string[] Field(
        string name, string form, string header = "", string type = "", string label = "", string choices = "",
        string note = "", string branching = "", string required = "", string annotation = "") =>
        [name, form, header, type, label, choices, note, "", "", "", "", branching, required, "", "", "", "", annotation];

    private static string Score(Questionnaire questionnaire) => string.Join(" + ", questionnaire.Items
        .SelectMany(item => item.Options.Where(option => option.Weight > 0).Select(option =>
            string.Create(CultureInfo.InvariantCulture, $"if([{Name(item.Id)}] = '{Name(option.Code)}', {option.Weight}, 0)"))));

    // A branching condition can refer to answers only: DefinitionCheck rejects counts and scores in it.
    private static string Logic(ConditionDocument condition) => condition switch
    {
        { Item: { } item } => Joined(condition.In!.Select(code => $"[{Name(item)}] = '{Name(code)}'"), " or "),
        { All: { } parts } => Joined(parts.Select(Logic), " and "),
        { Any: { } parts } => Joined(parts.Select(Logic), " or "),
        { Not: { } part } => $"!({Logic(part)})",
        _ => throw new ArgumentException("A branching condition can refer to answers only.", nameof(condition)),
    };

    private static string Joined(IEnumerable<string> parts, string separator) =>
        parts.ToList() is { Count: > 1 } several ? $"({string.Join(separator, several)})" : parts.Single();

    private static string Name(string id) => id.Replace('-', '_');
}
