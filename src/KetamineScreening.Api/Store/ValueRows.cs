using System.Globalization;
using System.Text;
using Dapper;

namespace KetamineScreening.Api.Store;

/// <summary>Rows of a <c>values</c> list, so that one statement handles any number of rows.</summary>
/// <param name="rows">The rows: a text and a number each.</param>
internal sealed class ValueRows(IReadOnlyCollection<(string Text, long Number)> rows)
{
    /// <summary>The SQL of the list, for example <c>(@t0, @n0), (@t1, @n1)</c>.</summary>
    public string Sql()
    {
        var sql = new StringBuilder();
        for (var row = 0; row < rows.Count; row++) sql.Append(CultureInfo.InvariantCulture, $"{(row == 0 ? "" : ", ")}(@t{row}, @n{row})");
        return sql.ToString();
    }

    /// <summary>The parameters of the list and of the rest of the statement.</summary>
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
