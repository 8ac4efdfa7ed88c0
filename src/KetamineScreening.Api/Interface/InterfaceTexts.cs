using System.Globalization;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Interface;

/// <summary>The texts of the interface in every language, for the page, the widget and the front ends of others.</summary>
internal sealed class InterfaceTexts : LocalizedTexts<InterfaceTextsDocument>
{
    /// <summary>Folder of the texts below the content.</summary>
    public const string Folder = "interface";

    // What to do until then, a sentence to say, and when not to wait.
    private static readonly string[] ActionTexts = ["do", "say", "now"];

    private readonly Dictionary<string, ServedBytes> documents;

    private InterfaceTexts(IReadOnlyDictionary<string, InterfaceTextsDocument> byLanguage)
        : base(byLanguage) => documents = byLanguage.ToDictionary(
            entry => entry.Key,
            entry => ServedBytes.Json(() => entry.Value, InterfaceJson.Plain.InterfaceTextsDocument));

    /// <summary>The texts of a language of <see cref="LocalizedTexts{T}.Languages"/> as JSON.</summary>
    public ServedBytes Document(string language) => documents[language];

    /// <summary>A text by its key; null when there is none.</summary>
    public string? Find(string language, string key) => this[language].Texts.GetValueOrDefault(key);

    /// <summary>A text by its key, with its placeholders replaced by values.</summary>
    /// <exception cref="ContentException">The language has no text with this key.</exception>
    public string Text(string language, string key, params IReadOnlyList<(string Placeholder, object Value)> values)
    {
        if (!this[language].Texts.TryGetValue(key, out var text))
        {
            throw new ContentException([$"{Folder}/{language}.json: texts['{key}']: no text, and the page needs it"]);
        }

        foreach (var (placeholder, value) in values)
        {
            text = text.Replace($"{{{placeholder}}}", Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Reads and validates <c>interface/*.json</c>, and adds the words for the purposes of help contacts.</summary>
    public static InterfaceTexts Load(ContentFiles files, HelpContent? help)
    {
        var byLanguage = files.ReadLanguages(
            Folder, InterfaceJson.Plain.InterfaceTextsDocument, document => (document.Language, document.Review));
        foreach (var (language, document) in byLanguage)
        {
            var source = byLanguage.GetValueOrDefault(Language.Source) ?? document;
            foreach (var fault in InterfaceTextsCheck.Faults(document, source)) files.Fault($"{Folder}/{language}.json", fault);
        }

        return new InterfaceTexts(byLanguage.ToDictionary(
            entry => entry.Key, entry => entry.Value.WithPurposes(help?.Wordings.GetValueOrDefault(entry.Key))));
    }

    /// <summary>Reports the codes of questionnaires and results for which there are no words.</summary>
    public void CheckCodes(IReadOnlyList<Definition> definitions, ContentFiles files)
    {
        if (!Languages.Contains(Language.Source)) return;
        var needed = ScreeningResponse.Urgencies.Select(urgency => $"urgency.{urgency}").Concat(definitions.SelectMany(KeysOf)).Distinct();
        foreach (var key in needed.Except(this[Language.Source].Texts.Keys))
        {
            files.Fault($"{Folder}/{Language.Source}.json", $"texts['{key}']: no text, and a result can contain this code");
        }
    }

    // The short texts of a result stand beside the published texts, which never change.
    private static IEnumerable<string> KeysOf(Definition definition) =>
    [
        .. definition.NextSteps.Values.Select(step => $"kind.{step.Kind}"),
        .. definition.Flags.Select(flag => $"reason.{definition.Perspective}.{flag.Code}"),
        .. definition.Actions.SelectMany(action => ActionTexts.Select(text => $"action.{action.Code}.{text}")),
        .. definition.Guidance.SelectMany(guidance => guidance.Value.Keys.Select(band => $"verdict.{guidance.Key}.{band}")),
        .. definition.Sections.SelectMany(section => section.Items).Select(item => $"item.{item.Id}"),
    ];
}

/// <summary>The texts of the interface in one language.</summary>
/// <param name="Language">BCP 47 tag of the language.</param>
/// <param name="Review">State of the texts: `source`, `unreviewed`, or `reviewed` once the translation was checked.</param>
/// <param name="Direction">Direction of the script, as in HTML: `ltr` or `rtl`.</param>
/// <param name="Texts">
/// Texts by key. A placeholder in braces, such as `{minutes}`, stands for a value. A text that depends on a count has one key for each
/// plural category of the language (Unicode CLDR), such as `before.minutes.one` and `before.minutes.other`.
/// </param>
internal sealed record InterfaceTextsDocument(string Language, string Review, string Direction, IReadOnlyDictionary<string, string> Texts)
{
    internal InterfaceTextsDocument WithPurposes(HelpWording? help)
    {
        var purposes = help?.Purposes.Select(purpose => KeyValuePair.Create($"purpose.{purpose.Key}", purpose.Value)) ?? [];
        return this with { Texts = new Dictionary<string, string>(Texts.Concat(purposes), StringComparer.Ordinal) };
    }
}
