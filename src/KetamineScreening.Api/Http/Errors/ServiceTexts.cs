using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Http.Errors;

/// <summary>The texts of problems and errors.</summary>
internal sealed class ServiceTexts(IReadOnlyDictionary<string, ServiceWording> wordings) : LocalizedTexts<ServiceWording>(wordings)
{
    private const string Folder = "service";

    /// <summary>Reads and checks <c>service/*.json</c>.</summary>
    public static ServiceTexts Load(ContentFiles files) =>
        new(files.ReadLanguages(
            Folder, HttpJson.Plain.ServiceWording, wording => (wording.Language, wording.Review), wording => wording.Faults()));

    /// <summary>The best language for a request.</summary>
    public string Negotiate(HttpRequest request) => Language.Negotiate(request.Headers.AcceptLanguage, Languages);
}
