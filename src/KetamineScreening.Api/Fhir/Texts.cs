using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.Extensions.Primitives;

namespace KetamineScreening.Api.Fhir;

/// <summary>Everything that is said in one language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Wording">Texts of the instrument.</param>
/// <param name="Fhir">Texts that only FHIR needs.</param>
/// <param name="Help">Where help is.</param>
internal sealed record LocalTexts(string Language, Wording Wording, FhirWording Fhir, HelpForCountry Help);

/// <summary>The texts of one version in the language of a request, and in all others beside it.</summary>
/// <param name="Own">The language of the request.</param>
/// <param name="Others">The other languages.</param>
internal sealed record Texts(LocalTexts Own, IReadOnlyList<LocalTexts> Others)
{
    /// <summary>The parameter that goes before <c>Accept-Language</c>.</summary>
    public const string Parameter = "_language";

    /// <summary>Gathers the texts of a version.</summary>
    /// <param name="published">The version.</param>
    /// <param name="request">Says which language is wanted.</param>
    /// <param name="service">Texts of the service.</param>
    /// <param name="help">The help directory.</param>
    /// <param name="country">Country to show help for; null for help anywhere.</param>
    public static Texts For(PublishedVersion published, HttpRequest request, FhirTexts service, HelpDirectory help, string? country)
    {
        // An old version can have a language that the service has lost since.
        var languages = published.Languages.Intersect(service.Languages).ToList();
        var own = Language.Negotiate(Wanted(request), languages);
        return new(In(own), [.. languages.Where(language => language != own).Select(In)]);

        LocalTexts In(string language) => new(language, published.Wordings[language], service[language], help.For(country, language));
    }

    /// <summary>The ranges of languages that a request asks for.</summary>
    public static StringValues Wanted(HttpRequest request) =>
        request.Query.TryGetValue(Parameter, out var language) ? language : request.Headers.AcceptLanguage;
}
