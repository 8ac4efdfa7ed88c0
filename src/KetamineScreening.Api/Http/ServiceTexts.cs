using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Http;

/// <summary>The service's own texts in every language there is.</summary>
internal sealed class ServiceTexts
{
    private readonly IReadOnlyDictionary<string, ServiceWording> wordings;

    /// <summary>Takes the texts of each language; English is always among them.</summary>
    public ServiceTexts(IReadOnlyDictionary<string, ServiceWording> wordings)
    {
        this.wordings = wordings;
        Languages = [.. wordings.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Languages there are.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Texts in a language.</summary>
    public ServiceWording this[string language] => wordings[language];

    /// <summary>Reads <c>service/*.json</c>.</summary>
    public static ServiceTexts Load(ContentFiles files)
    {
        var read = files.ReadLanguages("service", HttpJson.Plain.ServiceWording, wording => (wording.Language, wording.Review));
        foreach (var (language, wording) in read)
        {
            foreach (var fault in wording.Faults()) files.Fault($"service/{language}.json", fault);
        }

        return new ServiceTexts(read);
    }

    /// <summary>The best language for a request.</summary>
    public string Negotiate(HttpRequest request) => Language.Negotiate(request.Headers.AcceptLanguage, Languages);
}
