using System.Text.Json;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>Fast path for a valid body. <see cref="ScreeningBody"/> handles all other bodies and reports their errors.</summary>
/// <remarks>
/// Every name and value must equal, byte for byte, one that the questionnaire defines. This makes a separate check for
/// UTF-8 unnecessary. Escaped but valid text does not match here; <see cref="ScreeningBody"/> accepts it.
/// </remarks>
internal static class FastBody
{
    /// <summary>Parses a body; null when it is invalid or needs the general parser.</summary>
    public static ScreeningBody? Read(
        ReadOnlySpan<byte> body, PublishedQuestionnaire questionnaire, bool isAboutAsked, PrecomputedVersions precomputed)
    {
        try
        {
            return ReadMembers(new Utf8JsonReader(body), questionnaire, isAboutAsked, precomputed);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // An unknown member of about can have a name that is no valid text, which is an InvalidOperationException.
            return null;
        }
    }

    private static ScreeningBody? ReadMembers(
        Utf8JsonReader reader, PublishedQuestionnaire questionnaire, bool isAboutAsked, PrecomputedVersions precomputed)
    {
        var (published, versionSeen, answersSeen) = (questionnaire.Current, false, false);
        bool? contribute = null;
        AboutPerson? about = null;
        Span<sbyte> buffer = stackalloc sbyte[Domain.Questionnaires.Questionnaire.MaxItems];
        scoped Span<sbyte> chosen = [];

        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.SequenceEqual("answers"u8) && !answersSeen)
            {
                answersSeen = true;
                chosen = buffer[..published.Questionnaire.Items.Length];
                if (!TryReadAnswers(ref reader, precomputed[published].Codes, chosen)) return null;
            }
            else if (reader.ValueSpan.SequenceEqual("contribute"u8) && contribute is null)
            {
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False)) return null;
                contribute = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueSpan.SequenceEqual("about"u8) && about is null)
            {
                var isValid = true;
                reader.Read();
                // A second member about would pass unnoticed after a null; the general parser handles it.
                if (reader.TokenType == JsonTokenType.Null) return null;
                about = AboutMembers.Read(ref reader, (_, _, _) => isValid = false);
                if (!isValid) return null;
            }
            // Answers that precede the version were matched against the current version; the general parser handles this order.
            else if (reader.ValueSpan.SequenceEqual("version"u8) && !versionSeen && !answersSeen)
            {
                versionSeen = true;
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null) continue;
                if (reader.TokenType != JsonTokenType.String) return null;
                if (Find(questionnaire, precomputed, reader.ValueSpan) is not { } requested) return null;
                published = requested;
            }
            else
            {
                return null;
            }
        }

        // Read throws when content follows the object.
        reader.Read();
        if (!answersSeen || contribute is not { } agreed) return null;
        if (AnswerSheet.Of(published.Questionnaire, chosen) is not { } sheet) return null;
        if (about is not null && !(agreed && isAboutAsked)) return null;
        return new ScreeningBody(questionnaire, published, sheet, agreed, about ?? AboutPerson.NotGiven);
    }

    private static bool TryReadAnswers(ref Utf8JsonReader reader, AnswerCodes codes, scoped Span<sbyte> chosen)
    {
        chosen.Fill(-1);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        var item = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            item = codes.Item(reader.ValueSpan, item + 1);
            if (item < 0 || chosen[item] >= 0) return false;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) return false;
            chosen[item] = (sbyte)codes.Option(item, reader.ValueSpan);
            if (chosen[item] < 0) return false;
        }

        return true;
    }

    private static PublishedVersion? Find(PublishedQuestionnaire questionnaire, PrecomputedVersions precomputed, ReadOnlySpan<byte> version)
    {
        foreach (var published in questionnaire.ScoredVersions)
        {
            if (version.SequenceEqual(precomputed[published].Codes.Version)) return published;
        }

        return null;
    }
}
