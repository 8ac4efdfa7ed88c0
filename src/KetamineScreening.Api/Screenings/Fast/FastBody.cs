using System.Text.Json;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>Reads a body that nothing is wrong with, and leaves every other to <see cref="ScreeningBody"/>, which can say what it is.</summary>
/// <remarks>
/// Every name and text has to be, byte by byte, one that the questionnaire has. So nothing else is checked here: broken
/// UTF-8 and escapes are among what is left to the other reader, which may still take them.
/// </remarks>
internal static class FastBody
{
    /// <summary>Reads a body; null when something is wrong with it, or just unusual.</summary>
    public static ScreeningBody? Read(ReadOnlySpan<byte> body, PublishedQuestionnaire questionnaire, PrecomputedVersions precomputed)
    {
        try
        {
            return ReadMembers(new Utf8JsonReader(body), questionnaire, precomputed);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ScreeningBody? ReadMembers(Utf8JsonReader reader, PublishedQuestionnaire questionnaire, PrecomputedVersions precomputed)
    {
        var (published, versionSeen, answersSeen) = (questionnaire.Current, false, false);
        bool? contribute = null;
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
            // A version after the answers is unusual: they have been read as those of the current one.
            else if (reader.ValueSpan.SequenceEqual("version"u8) && !versionSeen && !answersSeen)
            {
                versionSeen = true;
                reader.Read();
                if (reader.TokenType != JsonTokenType.String || Find(questionnaire, precomputed, reader.ValueSpan) is not { } asked) return null;
                published = asked;
            }
            else
            {
                return null;
            }
        }

        // The reader itself refuses text after the object.
        reader.Read();
        if (!answersSeen || contribute is not { } agreed) return null;
        return AnswerSheet.Of(published.Questionnaire, chosen) is { } sheet ? new ScreeningBody(questionnaire, published, sheet, agreed) : null;
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
        foreach (var published in questionnaire.Versions)
        {
            if (version.SequenceEqual(precomputed[published].Codes.Version)) return published;
        }

        return null;
    }
}
