using KetamineScreening.Api.Http;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Privacy;

/// <summary>The privacy policy in plain words.</summary>
internal sealed class PrivacyTexts(IReadOnlyDictionary<string, PrivacyFile> wordings) : LocalizedTexts<PrivacyFile>(wordings)
{
    private const string Folder = "privacy";

    /// <summary>Reads and validates <c>privacy/*.json</c>.</summary>
    public static PrivacyTexts Load(ContentFiles files) =>
        new(files.ReadLanguages(Folder, PrivacyJson.Plain.PrivacyFile, file => (file.Language, file.Review), file => file.Faults()));

    /// <summary>The best language for the <c>Accept-Language</c> header of a request.</summary>
    public string Negotiate(HttpRequest request) => Language.Negotiate(request.Headers.AcceptLanguage, Languages);
}

/// <summary>The content of a file <c>privacy/LANGUAGE.json</c>.</summary>
/// <param name="Language">BCP 47 tag of the language.</param>
/// <param name="Review"><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</param>
/// <param name="Policy">The privacy policy.</param>
internal sealed record PrivacyFile(string Language, string Review, PrivacyWording Policy)
{
    /// <summary>Names every empty text.</summary>
    public IEnumerable<string> Faults() => new (string Place, string Text)[]
    {
        ("summary", Policy.Summary), ("processed", Policy.Processed), ("kept", Policy.Kept), ("neverKept", Policy.NeverKept),
        ("writing", Policy.Writing), ("noise", Policy.Noise), ("releases", Policy.Releases), ("remains", Policy.Remains),
        ("limits", Policy.Limits),
    }.Where(text => string.IsNullOrWhiteSpace(text.Text)).Select(text => $"policy.{text.Place}: no text");
}
