using System.Text.Json;
using System.Text.Unicode;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Screenings;

/// <summary>
/// Reads the body of a screening by hand: strictly, in one pass over the bytes, and naming everything that is wrong with
/// it at once.
/// </summary>
internal sealed class ScreeningBody
{
    private readonly PublishedQuestionnaire instrument;
    private readonly List<ProblemError> errors;

    private ScreeningBody(PublishedQuestionnaire instrument, List<ProblemError> errors)
    {
        this.instrument = instrument;
        this.errors = errors;
    }

    /// <summary>A body that nothing is wrong with.</summary>
    internal ScreeningBody(PublishedQuestionnaire instrument, PublishedVersion published, AnswerSheet sheet, bool contribute)
        : this(instrument, []) => (Published, Sheet, Contribute) = (published, sheet, contribute);

    /// <summary>The version that was answered; null when there is no such version.</summary>
    public PublishedVersion? Published { get; private set; }

    /// <summary>The answers, when nothing is wrong with them.</summary>
    public AnswerSheet? Sheet { get; private set; }

    /// <summary>Whether the person agrees to be counted.</summary>
    public bool Contribute { get; private set; }

    /// <summary>What is wrong with the answers, in a body that is otherwise of the right form.</summary>
    public IReadOnlyList<AnswerProblem> AnswerProblems { get; private set; } = [];

    /// <summary>Reads a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="instrument">The instrument that was answered.</param>
    /// <param name="errors">Takes everything that is wrong with the form of the body.</param>
    public static ScreeningBody Read(ReadOnlySpan<byte> body, PublishedQuestionnaire instrument, List<ProblemError> errors)
    {
        var read = new ScreeningBody(instrument, errors);
        var errorsBefore = errors.Count;
        try
        {
            // A reader over valid UTF-8 still refuses a lone surrogate written as an escape, hence InvalidOperationException.
            if (Utf8.IsValid(body) && read.TryReadMembers(new Utf8JsonReader(body))) return read;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What is wrong with the text is not said in its own words: they would repeat what was sent.
        }

        // Errors found before the text broke off are of no use: the client has to mend the text first.
        errors.RemoveRange(errorsBefore, errors.Count - errorsBefore);
        errors.Add(new ProblemError(ErrorCode.MalformedJson, "", Pointer: ""));
        read.Published = instrument.Current;
        return read;
    }

    private bool TryReadMembers(Utf8JsonReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Error(ErrorCode.WrongType, "");
            reader.Skip();
            Published = instrument.Current;
            return !reader.Read();
        }

        string? version = null;
        bool versionSeen = false, contributeSeen = false, answersSeen = false;
        Utf8JsonReader answers = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("version"u8))
            {
                Once(ref versionSeen, "/version");
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) version = reader.GetString();
                else Error(ErrorCode.WrongType, "/version");
            }
            else if (reader.ValueTextEquals("contribute"u8))
            {
                Once(ref contributeSeen, "/contribute");
                reader.Read();
                Contribute = reader.TokenType == JsonTokenType.True;
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False)) Error(ErrorCode.WrongType, "/contribute");
            }
            else if (reader.ValueTextEquals("answers"u8))
            {
                Once(ref answersSeen, "/answers");
                reader.Read();
                // The answers are read once the version is known, which may come after them.
                if (reader.TokenType == JsonTokenType.StartObject) answers = reader;
                else Error(ErrorCode.WrongType, "/answers");
            }
            else
            {
                Error(ErrorCode.UnknownMember, "/" + Escaped(reader.GetString()!));
                reader.Read();
            }

            reader.Skip();
        }

        // The reader itself refuses text after the object.
        reader.Read();
        if (!answersSeen) Error(ErrorCode.MissingMember, "/answers");
        if (!contributeSeen) Error(ErrorCode.MissingMember, "/contribute");
        Published = version is null ? instrument.Current : instrument.Find(version);
        if (Published is not null && answers.TokenType == JsonTokenType.StartObject) ReadAnswers(answers, Published);
        return true;
    }

    private void ReadAnswers(Utf8JsonReader reader, PublishedVersion published)
    {
        var draft = new AnswerDraft(published.Questionnaire);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var item = reader.GetString()!;
            var first = seen.Add(item);
            reader.Read();
            if (!first) Error(ErrorCode.DuplicateMember, "/answers/" + Escaped(item));
            else if (reader.TokenType == JsonTokenType.String) draft.Add(item, reader.GetString());
            else
            {
                Error(ErrorCode.WrongType, "/answers/" + Escaped(item));
                draft.Reject(item);
            }

            reader.Skip();
        }

        AnswerProblems = draft.Finish(out var sheet);
        Sheet = sheet;
    }

    private void Once(ref bool seen, string pointer)
    {
        if (seen) Error(ErrorCode.DuplicateMember, pointer);
        seen = true;
    }

    private void Error(string code, string pointer) => errors.Add(new ProblemError(code, "", Pointer: pointer));

    /// <summary>A member name as a part of a JSON Pointer (RFC 6901).</summary>
    public static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
