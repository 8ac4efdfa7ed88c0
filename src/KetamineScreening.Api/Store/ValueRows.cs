using System.Globalization;
using System.Text;
using Dapper;

namespace KetamineScreening.Api.Store;

/// <summary>Rows for a <c>values</c> list of one statement: one round trip to the database, however many there are.</summary>
/// <param name="rows">A text and a number each.</param>
internal sealed class ValueRows(IReadOnlyCollection<(string Text, long Number)> rows)
{
    /// <summary>The list, for example <c>(@t0, @n0), (@t1, @n1)</c>.</summary>
    public string Sql()
    {
        var sql = new StringBuilder();
        for (var row = 0; row < rows.Count; row++) sql.Append(CultureInfo.InvariantCulture, $"{(row == 0 ? "" : ", ")}(@t{row}, @n{row})");
        return sql.ToString();
    }

    /// <summary>Its parameters, and those of the rest of the statement.</summary>
    public DynamicParameters Parameters(object others)
    {
        var parameters = new DynamicParameters(others);
        foreach (var (place, (text, number)) in rows.Index())
        {
            parameters.Add($"t{place.ToString(CultureInfo.InvariantCulture)}", text);
            parameters.Add($"n{place.ToString(CultureInfo.InvariantCulture)}", number);
        }

        return parameters;
    }
}
