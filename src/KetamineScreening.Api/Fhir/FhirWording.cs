using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir;

/// <summary>The texts that only FHIR resources use, in one language.</summary>
internal sealed record FhirWording
{
    /// <summary>Placeholder for the score in <see cref="Score"/>.</summary>
    public const string Value = "{value}";

    /// <summary>Placeholder for the largest possible score in <see cref="Score"/>.</summary>
    public const string Max = "{max}";

    /// <summary>BCP 47 tag of the language.</summary>
    public required string Language { get; init; }

    /// <summary><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</summary>
    public required string Review { get; init; }

    /// <summary>Licence of the texts.</summary>
    public required string Copyright { get; init; }

    /// <summary>Heading of the introduction before the questions.</summary>
    public required string AboutTitle { get; init; }

    /// <summary>Heading of the computed items.</summary>
    public required string ResultTitle { get; init; }

    /// <summary>Note on the limits of the computed items.</summary>
    public required string ResultNote { get; init; }

    /// <summary>Title of the total.</summary>
    public required string TotalTitle { get; init; }

    /// <summary>Title of the band.</summary>
    public required string BandTitle { get; init; }

    /// <summary>Shown in place of the band while the form cannot compute it.</summary>
    public required string SeeResult { get; init; }

    /// <summary>Heading of the help contacts.</summary>
    public required string HelpTitle { get; init; }

    /// <summary>Template of the score, with the placeholders <see cref="Value"/> and <see cref="Max"/>.</summary>
    public required string Score { get; init; }

    /// <summary>Labels of the contact details of a service.</summary>
    public required ContactWording Contact { get; init; }

    /// <summary>Descriptions of the code systems.</summary>
    public required CodeSystemWording CodeSystems { get; init; }

    /// <summary>Texts of issues by issue code.</summary>
    public required IReadOnlyDictionary<string, string> Issues { get; init; }

    /// <summary>Lists every text that is missing, empty or unused.</summary>
    public IEnumerable<string> Faults()
    {
        var texts = new Dictionary<string, string>
        {
            ["copyright"] = Copyright,
            ["aboutTitle"] = AboutTitle,
            ["resultTitle"] = ResultTitle,
            ["resultNote"] = ResultNote,
            ["totalTitle"] = TotalTitle,
            ["bandTitle"] = BandTitle,
            ["seeResult"] = SeeResult,
            ["helpTitle"] = HelpTitle,
            ["score"] = Score,
            ["contact.phone"] = Contact.Phone,
            ["contact.textphone"] = Contact.Textphone,
            ["contact.text"] = Contact.Text,
            ["contact.whatsApp"] = Contact.WhatsApp,
            ["contact.email"] = Contact.Email,
            ["contact.chat"] = Contact.Chat,
            ["contact.url"] = Contact.Url,
            ["codeSystems.options"] = CodeSystems.Options,
            ["codeSystems.bands"] = CodeSystems.Bands,
            ["codeSystems.flags"] = CodeSystems.Flags,
            ["codeSystems.actions"] = CodeSystems.Actions,
            ["codeSystems.issues"] = CodeSystems.Issues,
        };
        foreach (var (code, text) in Issues) texts[$"issues.{code}"] = text;
        return [
            .. texts.Where(entry => string.IsNullOrWhiteSpace(entry.Value)).Select(entry => $"{entry.Key}: no text"),
            .. IssueCode.All.Keys.Except(Issues.Keys).Select(code => $"issues.{code}: no text"),
            .. Issues.Keys.Except(IssueCode.All.Keys).Select(code => $"issues.{code}: unknown issue code"),
            .. new[] { Value, Max }
                .Where(placeholder => !Score.Contains(placeholder, StringComparison.Ordinal))
                .Select(placeholder => $"score: has no {placeholder}"),
        ];
    }
}

/// <summary>Labels of the contact details of a service.</summary>
/// <param name="Phone">Label of the phone number.</param>
/// <param name="Textphone">Label of the number for text telephones.</param>
/// <param name="Text">Label of the number for text messages.</param>
/// <param name="WhatsApp">Label of the WhatsApp number.</param>
/// <param name="Email">Label of the e-mail address.</param>
/// <param name="Chat">Label of the web address of a chat.</param>
/// <param name="Url">Label of the web address.</param>
internal sealed record ContactWording(
    string Phone, string Textphone, string Text, string WhatsApp, string Email, string Chat, string Url);

/// <summary>Descriptions of the code systems.</summary>
/// <param name="Options">The options of one scale or one question.</param>
/// <param name="Bands">The bands.</param>
/// <param name="Flags">The flags.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Issues">The codes of issues.</param>
internal sealed record CodeSystemWording(string Options, string Bands, string Flags, string Actions, string Issues);
