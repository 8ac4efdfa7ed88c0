using KetamineScreening.Api.Http.Errors;
using System.Text.Json;
using System.Text.Unicode;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;

namespace KetamineScreening.Api.Screenings;

/// <summary>
/// Parses the body of a screening strictly, in one pass over the bytes. It collects all errors, so that a client can fix
/// them at once.
/// </summary>
/// <remarks>Null counts as left out, because many generated clients write it for a member without a value.</remarks>
internal sealed class ScreeningBody
{
    private readonly PublishedQuestionnaire questionnaire;
    private readonly List<ProblemError> errors;
    private bool isAboutAsked;

    private ScreeningBody(PublishedQuestionnaire questionnaire, List<ProblemError> errors)
    {
        this.questionnaire = questionnaire;
        this.errors = errors;
    }

    /// <summary>Creates a body that is known to be valid.</summary>
    internal ScreeningBody(
        PublishedQuestionnaire questionnaire, PublishedVersion published, AnswerSheet sheet, bool contribute, AboutPerson about)
        : this(questionnaire, []) => (Published, Sheet, Contribute, About) = (published, sheet, contribute, about);

    /// <summary>The version that was answered; null when the requested version does not exist.</summary>
    public PublishedVersion? Published { get; private set; }

    /// <summary>The answers; null when any of them is invalid.</summary>
    public AnswerSheet? Sheet { get; private set; }

    /// <summary>Whether the person agrees that the screening is counted.</summary>
    public bool Contribute { get; private set; }

    /// <summary>What the person says about themselves.</summary>
    public AboutPerson About { get; private set; } = AboutPerson.NotGiven;

    /// <summary>Answers that contradict the questionnaire, for example an unknown option.</summary>
    public IReadOnlyList<AnswerProblem> AnswerProblems { get; private set; } = [];

    /// <summary>Parses a body.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="questionnaire">The questionnaire that was answered.</param>
    /// <param name="isAboutAsked">Whether the member <c>about</c> is allowed.</param>
    /// <param name="errors">Receives every error in the structure of the body.</param>
    public static ScreeningBody Read(
        ReadOnlySpan<byte> body, PublishedQuestionnaire questionnaire, bool isAboutAsked, List<ProblemError> errors)
    {
        var read = new ScreeningBody(questionnaire, errors) { isAboutAsked = isAboutAsked };
        var errorsBefore = errors.Count;
        try
        {
            // An escaped lone surrogate is valid UTF-8, but GetString throws InvalidOperationException for it.
            if (Utf8.IsValid(body) && read.TryReadMembers(new Utf8JsonReader(body))) return read;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The message of the exception is not reported, because it can quote the input.
        }

        // Errors found before the syntax error are dropped: the client has to fix the JSON first.
        errors.RemoveRange(errorsBefore, errors.Count - errorsBefore);
        errors.Add(new ProblemError(ErrorCode.MalformedJson, "", Pointer: ""));
        read.Published = questionnaire.Current;
        return read;
    }

    private bool TryReadMembers(Utf8JsonReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Error(ErrorCode.WrongType, "");
            reader.Skip();
            Published = questionnaire.Current;
            return !reader.Read();
        }

        string? version = null;
        bool versionSeen = false, contributeSeen = false, aboutSeen = false, answersSeen = false;
        bool hasContribute = false, hasAbout = false, hasAnswers = false;
        Utf8JsonReader answers = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("version"u8))
            {
                if (!MoveToValue(ref reader, ref versionSeen, "/version")) continue;
                if (reader.TokenType == JsonTokenType.String) version = reader.GetString();
                else Error(ErrorCode.WrongType, "/version");
            }
            else if (reader.ValueTextEquals("contribute"u8))
            {
                if (!MoveToValue(ref reader, ref contributeSeen, "/contribute")) continue;
                hasContribute = true;
                Contribute = reader.TokenType == JsonTokenType.True;
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False)) Error(ErrorCode.WrongType, "/contribute");
            }
            else if (reader.ValueTextEquals("about"u8))
            {
                if (!MoveToValue(ref reader, ref aboutSeen, "/about")) continue;
                hasAbout = true;
                About = AboutMembers.Read(ref reader, Error);
            }
            else if (reader.ValueTextEquals("answers"u8))
            {
                if (!MoveToValue(ref reader, ref answersSeen, "/answers")) continue;
                hasAnswers = true;
                // Keep the position only: the answers are validated against the version, which may follow them.
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

        // Read throws when content follows the object.
        reader.Read();
        if (!hasAnswers) Error(ErrorCode.MissingMember, "/answers");
        if (!hasContribute) Error(ErrorCode.MissingMember, "/contribute");
        if (hasAbout && !isAboutAsked) Error(ErrorCode.AboutNotAsked, "/about");
        else if (hasAbout && hasContribute && !Contribute) Error(ErrorCode.AboutWithoutContribution, "/about");
        Published = version is null ? questionnaire.Current : questionnaire.Find(version);
        if (Published is { Retirement: null } && answers.TokenType == JsonTokenType.StartObject) ReadAnswers(answers, Published);
        return true;
    }

    private void ReadAnswers(Utf8JsonReader reader, PublishedVersion published)
    {
        var draft = new AnswerDraft(published.Questionnaire);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var item = reader.GetString()!;
            var isFirst = seen.Add(item);
            reader.Read();
            if (!isFirst) Error(ErrorCode.DuplicateMember, "/answers/" + Escaped(item));
            else if (reader.TokenType == JsonTokenType.String) draft.Add(item, reader.GetString());
            else if (reader.TokenType == JsonTokenType.Null) draft.LeaveOut(item);
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

    // Moves from the name of a member to its value; false when the value is null.
    private bool MoveToValue(ref Utf8JsonReader reader, ref bool seen, string pointer)
    {
        if (seen) Error(ErrorCode.DuplicateMember, pointer);
        seen = true;
        reader.Read();
        return reader.TokenType != JsonTokenType.Null;
    }

    private void Error(string code, string pointer) => Error(code, pointer, allowed: null);

    private void Error(string code, string pointer, IReadOnlyList<string>? allowed) =>
        errors.Add(new ProblemError(code, "", Pointer: pointer, Allowed: allowed));

    /// <summary>Escapes a member name for a JSON Pointer (RFC 6901).</summary>
    public static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
