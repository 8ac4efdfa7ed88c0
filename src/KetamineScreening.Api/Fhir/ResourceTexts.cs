using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.Extensions.Primitives;

namespace KetamineScreening.Api.Fhir;

/// <summary>All texts for a version of a questionnaire in one language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Wording">Texts of the questionnaire.</param>
/// <param name="Fhir">Texts that only FHIR resources use.</param>
/// <param name="LocalHelp">The help of all countries.</param>
/// <param name="Country">Country of the help contacts; null for the international services.</param>
/// <param name="HelpWording">Texts of help contacts, with the punctuation of the language.</param>
internal sealed record LocalTexts(
    string Language, Wording Wording, FhirWording Fhir, LocalHelp LocalHelp, string? Country, HelpWording HelpWording)
{
    /// <summary>Help contacts of the country.</summary>
    public HelpForCountry Help => LocalHelp.For(Country);
}

/// <summary>The texts of one version in the language of a request, with all translations.</summary>
/// <param name="Own">The language of the request.</param>
/// <param name="Others">The other languages.</param>
internal sealed record ResourceTexts(LocalTexts Own, IReadOnlyList<LocalTexts> Others)
{
    /// <summary>Name of the query parameter that takes precedence over <c>Accept-Language</c>.</summary>
    public const string Parameter = "_language";

    /// <summary>Selects the texts of a version for a request.</summary>
    /// <param name="published">The version.</param>
    /// <param name="request">The request, which determines the language.</param>
    /// <param name="service">Texts that only FHIR resources use.</param>
    /// <param name="help">The help directory.</param>
    /// <param name="country">Country of the help contacts; null for the international services.</param>
    public static ResourceTexts For(PublishedVersion published, HttpRequest request, FhirTexts service, HelpDirectory help, string? country)
    {
        var language = Language.Negotiate(Wanted(request), published.Languages);
        return In(language, published, service, help, country);
    }

    /// <summary>Selects the texts of a version for a request, without translations.</summary>
    /// <inheritdoc cref="For" />
    public static LocalTexts OwnFor(
        PublishedVersion published, HttpRequest request, FhirTexts service, HelpDirectory help, string? country) =>
        LocalIn(Language.Negotiate(Wanted(request), published.Languages), published, service, help, country);

    /// <summary>The texts of a version in a language of <see cref="PublishedVersion.Languages"/>.</summary>
    /// <inheritdoc cref="For" />
    public static ResourceTexts In(string language, PublishedVersion published, FhirTexts service, HelpDirectory help, string? country)
    {
        return new(Of(language), [.. published.Languages.Where(other => other != language).Select(Of)]);

        LocalTexts Of(string tag) => LocalIn(tag, published, service, help, country);
    }

    /// <summary>The language ranges of a request.</summary>
    public static StringValues Wanted(HttpRequest request) =>
        request.Query.TryGetValue(Parameter, out var language) && !StringValues.IsNullOrEmpty(language)
            ? language
            : request.Headers.AcceptLanguage;

    private static LocalTexts LocalIn(
        string language, PublishedVersion published, FhirTexts service, HelpDirectory help, string? country) =>
        new(language, published.Wordings[language], service[language], help.In(language), country, help.WordingOf(language));
}
