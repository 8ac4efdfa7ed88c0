using System.Text;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>Values of search parameters, in which a backslash escapes commas, bars, dollar signs and backslashes.</summary>
internal static class EscapedText
{
    /// <summary>Splits a value at each separator that is not escaped. The parts are still escaped.</summary>
    public static IEnumerable<string> Split(string value, char separator)
    {
        var start = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\') i++;
            else if (value[i] == separator)
            {
                yield return value[start..i];
                start = i + 1;
            }
        }

        yield return value[start..];
    }

    /// <summary>Removes the escapes of a part.</summary>
    public static string Unescape(string part)
    {
        if (!part.Contains('\\', StringComparison.Ordinal)) return part;
        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] == '\\' && i + 1 < part.Length && part[i + 1] is (',' or '|' or '$' or '\\')) i++;
            text.Append(part[i]);
        }

        return text.ToString();
    }
}
