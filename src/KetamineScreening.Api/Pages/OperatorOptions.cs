using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace KetamineScreening.Api.Pages;

/// <summary>Settings of the section <c>Operator</c>: who runs this service, in the operator's own words.</summary>
internal sealed class OperatorOptions : IValidatableObject
{
    /// <summary>Name of the person or organisation.</summary>
    public string Name { get; set; } = "";

    /// <summary>E-mail address, or web address of a form.</summary>
    public string Contact { get; set; } = "";

    /// <summary>Website.</summary>
    public string Url { get; set; } = "";

    /// <summary>Title of the pages, which stays in the history of a browser; empty for the title of the texts.</summary>
    public string PageTitle { get; set; } = "";

    /// <summary>The contact as a URI: <c>mailto:</c> for an e-mail address; null when none is set.</summary>
    public string? ContactUri => Contact.Length == 0 ? null : IsWebAddress(Contact) ? Contact : $"mailto:{Contact}";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Contact.Length > 0 && !IsWebAddress(Contact) && !IsMailAddress(Contact))
        {
            yield return new ValidationResult(
                $"is '{Contact}'; it has to be an e-mail address or a web address such as 'https://clinic.example/contact'.",
                [nameof(Contact)]);
        }

        if (Url.Length > 0 && !IsWebAddress(Url))
        {
            yield return new ValidationResult($"is '{Url}'; it has to be a web address such as 'https://clinic.example'.", [nameof(Url)]);
        }
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static bool IsMailAddress(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text && !text.Any(char.IsWhiteSpace);
}

/// <summary>Settings of the section <c>Offline</c>.</summary>
internal sealed class OfflineOptions
{
    /// <summary>Whether browsers keep a copy of the page at <c>/</c>, which then works without a network.</summary>
    public bool Enabled { get; set; } = true;
}
