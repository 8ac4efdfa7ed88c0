using System.Globalization;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>The link ids of a Questionnaire. A question has the id of its item; all others have a dot, which no item's id has.</summary>
internal static class LinkId
{
    /// <summary>What is said before the questions.</summary>
    public const string About = "form.about";

    /// <summary>What a result is not.</summary>
    public const string Disclaimer = "form.disclaimer";

    /// <summary>Whom the instrument is for.</summary>
    public const string IntendedUse = "form.intended-use";

    /// <summary>The group of computed items.</summary>
    public const string Result = "form.result";

    /// <summary>The computed total.</summary>
    public const string Total = "form.total";

    /// <summary>The computed band in words.</summary>
    public const string Band = "form.band";

    /// <summary>What the computed items are not.</summary>
    public const string ResultNote = "form.result-note";

    /// <summary>The group of where help is.</summary>
    public const string Help = "form.help";

    /// <summary>What to do in an emergency.</summary>
    public const string Emergency = "form.emergency";

    /// <summary>The group of a section.</summary>
    public static string OfSection(string section) => $"section.{section}";

    /// <summary>What is said before the questions of a section.</summary>
    public static string OfIntro(string section) => $"section.{section}.intro";

    /// <summary>What is meant by a question.</summary>
    public static string OfHelp(string item) => $"{item}.help";

    /// <summary>A service that helps.</summary>
    public static string OfContact(int index) => string.Create(CultureInfo.InvariantCulture, $"form.contact.{index + 1}");
}
