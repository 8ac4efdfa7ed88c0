using KetamineScreening.Api.Fhir.Outcomes;
namespace KetamineScreening.Api.Fhir;

/// <summary>The texts that only FHIR needs, in one language.</summary>
internal sealed record FhirWording
{
    /// <summary>Where <see cref="Score"/> has the score.</summary>
    public const string Value = "{value}";

    /// <summary>Where <see cref="Score"/> has the largest score possible.</summary>
    public const string Max = "{max}";

    /// <summary>BCP 47 tag of the language.</summary>
    public required string Language { get; init; }

    /// <summary><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</summary>
    public required string Review { get; init; }

    /// <summary>Under which licence the texts are.</summary>
    public required string Copyright { get; init; }

    /// <summary>Heading of what is said before the questions.</summary>
    public required string AboutTitle { get; init; }

    /// <summary>Heading of the computed items.</summary>
    public required string ResultTitle { get; init; }

    /// <summary>What the computed items are not.</summary>
    public required string ResultNote { get; init; }

    /// <summary>Title of the total.</summary>
    public required string TotalTitle { get; init; }

    /// <summary>Title of the band.</summary>
    public required string BandTitle { get; init; }

    /// <summary>Stands for the band where the form cannot say it.</summary>
    public required string SeeResult { get; init; }

    /// <summary>Heading of where help is.</summary>
    public required string HelpTitle { get; init; }

    /// <summary>A score out of a score, with <see cref="Value"/> and <see cref="Max"/> in it.</summary>
    public required string Score { get; init; }

    /// <summary>What the ways to reach a service are called.</summary>
    public required ContactWording Contact { get; init; }

    /// <summary>Texts of issues by code.</summary>
    public required IReadOnlyDictionary<string, string> Issues { get; init; }

    /// <summary>Names every text that is missing, empty or belongs to nothing.</summary>
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
            ["contact.email"] = Contact.Email,
            ["contact.url"] = Contact.Url,
        };
        foreach (var (code, text) in Issues) texts[$"issues.{code}"] = text;
        return [
            .. texts.Where(entry => string.IsNullOrWhiteSpace(entry.Value)).Select(entry => $"{entry.Key}: no text"),
            .. IssueCode.All.Keys.Except(Issues.Keys).Select(code => $"issues.{code}: no text"),
            .. Issues.Keys.Except(IssueCode.All.Keys).Select(code => $"issues.{code}: belongs to nothing"),
            .. new[] { Value, Max }.Where(place => !Score.Contains(place, StringComparison.Ordinal)).Select(place => $"score: has no {place}"),
        ];
    }
}

/// <summary>What the ways to reach a service are called.</summary>
/// <param name="Phone">Phone number.</param>
/// <param name="Textphone">Number for text telephones.</param>
/// <param name="Text">Number for text messages.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Url">Web address.</param>
internal sealed record ContactWording(string Phone, string Textphone, string Text, string Email, string Url);
