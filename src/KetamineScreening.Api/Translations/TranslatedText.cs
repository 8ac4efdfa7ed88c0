namespace KetamineScreening.Api.Translations;

/// <summary>An English text and its translation.</summary>
/// <param name="Folder">Folder of both files below the content, such as <c>pages/about</c>.</param>
/// <param name="Key">Place of the translation in its file.</param>
/// <param name="English">The English text.</param>
/// <param name="Text">The translation.</param>
internal sealed record TranslatedText(string Folder, string Key, string English, string Text)
{
    /// <summary>Folder and key, as the lists below <c>translation</c> name a text.</summary>
    public string Place => $"{Folder}: {Key}";

    /// <summary>A finding about this text.</summary>
    public TranslationFinding Finding(string check, string detail) => new(Folder, Key, check, English, detail);
}
