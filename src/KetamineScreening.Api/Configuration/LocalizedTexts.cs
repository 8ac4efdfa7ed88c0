namespace KetamineScreening.Api.Configuration;

/// <summary>Texts of one kind in every language of the content; the source language is always among them.</summary>
/// <typeparam name="T">The texts in one language.</typeparam>
internal abstract class LocalizedTexts<T>(IReadOnlyDictionary<string, T> wordings)
{
    /// <summary>BCP 47 tags of the languages.</summary>
    public IReadOnlyList<string> Languages { get; } = [.. wordings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The texts in a language of <see cref="Languages"/>.</summary>
    public T this[string language] => wordings[language];
}
