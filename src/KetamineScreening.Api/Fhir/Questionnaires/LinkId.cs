using System.Globalization;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Link ids of a Questionnaire. Questions use their item id. All other link ids contain a dot; item ids never do.</summary>
internal static class LinkId
{
    private const string EmergencyPrefix = "form.emergency.";
    private const string ContactPrefix = "form.contact.";

    /// <summary>The introduction before the questions.</summary>
    public const string About = "form.about";

    /// <summary>The limits of a result.</summary>
    public const string Disclaimer = "form.disclaimer";

    /// <summary>The intended use of the questionnaire.</summary>
    public const string IntendedUse = "form.intended-use";

    /// <summary>The group of computed items.</summary>
    public const string Result = "form.result";

    /// <summary>The computed total.</summary>
    public const string Total = "form.total";

    /// <summary>The label of the computed band.</summary>
    public const string Band = "form.band";

    /// <summary>Note on the limits of the computed items.</summary>
    public const string ResultNote = "form.result-note";

    /// <summary>The group of help contacts.</summary>
    public const string Help = "form.help";

    /// <summary>The group of a section.</summary>
    public static string OfSection(string section) => $"section.{section}";

    /// <summary>The introduction of a section.</summary>
    public static string OfIntro(string section) => $"section.{section}.intro";

    /// <summary>The explanation of a question.</summary>
    public static string OfHelp(string item) => $"{item}.help";

    /// <summary>What to do in one kind of emergency, by the zero-based index of its block.</summary>
    public static string OfEmergency(int index) => string.Create(CultureInfo.InvariantCulture, $"{EmergencyPrefix}{index + 1}");

    /// <summary>A help contact, by its zero-based index.</summary>
    public static string OfContact(int index) => string.Create(CultureInfo.InvariantCulture, $"{ContactPrefix}{index + 1}");

    /// <summary>Whether a link id is that of an emergency block or a help contact. Their number depends on the country.</summary>
    public static bool IsHelp(string linkId) =>
        linkId.StartsWith(EmergencyPrefix, StringComparison.Ordinal) || linkId.StartsWith(ContactPrefix, StringComparison.Ordinal);
}
