using System.Text.Json;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Screenings;

/// <summary>Reads the member <c>about</c> of a screening: an age band and a gender, both optional. Null counts as left out.</summary>
internal static class AboutMembers
{
    private const string Pointer = "/about";

    /// <summary>Reads the value that follows, and reports its errors.</summary>
    /// <param name="reader">The reader, at the value; afterwards at its end.</param>
    /// <param name="error">Receives the code and the JSON Pointer of each error, and the values allowed there.</param>
    public static AboutPerson Read(ref Utf8JsonReader reader, Action<string, string, IReadOnlyList<string>?> error)
    {
        var about = AboutPerson.NotGiven;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            error(ErrorCode.WrongType, Pointer, null);
            return about;
        }

        bool ageSeen = false, genderSeen = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ageBand"u8))
            {
                about = about with { AgeBand = ReadCode(ref reader, AboutPerson.AgeBands, "ageBand", ref ageSeen, error) };
            }
            else if (reader.ValueTextEquals("gender"u8))
            {
                about = about with { Gender = ReadCode(ref reader, AboutPerson.Genders, "gender", ref genderSeen, error) };
            }
            else
            {
                error(ErrorCode.UnknownMember, $"{Pointer}/{ScreeningBody.Escaped(reader.GetString()!)}", null);
                reader.Read();
                reader.Skip();
            }
        }

        return about;
    }

    private static int ReadCode(
        ref Utf8JsonReader reader,
        IReadOnlyList<string> codes,
        string member,
        ref bool seen,
        Action<string, string, IReadOnlyList<string>?> error)
    {
        if (seen) error(ErrorCode.DuplicateMember, $"{Pointer}/{member}", null);
        seen = true;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return -1;
        if (reader.TokenType != JsonTokenType.String)
        {
            error(ErrorCode.WrongType, $"{Pointer}/{member}", null);
            reader.Skip();
            return -1;
        }

        for (var code = 0; code < codes.Count; code++)
        {
            if (reader.ValueTextEquals(codes[code])) return code;
        }

        error(ErrorCode.UnknownOption, $"{Pointer}/{member}", codes);
        return -1;
    }
}
