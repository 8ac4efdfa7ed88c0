using System.Security.Cryptography;
using System.Text.Json;
using KetamineScreening.Api.Releases.Tables;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>Describes a table as a resource of a Data Package, with its Table Schema.</summary>
internal static class TableResource
{
    private const string Codebook = "codebook";

    /// <summary>Writes the resource.</summary>
    public static void Write(Utf8JsonWriter json, ReleaseTable table, byte[] csv)
    {
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        // Version 2 has "type" instead; programs for version 1 need the profile.
        json.WriteString("profile", "tabular-data-resource");
        json.WriteString("type", "table");
        json.WriteString("path", table.File);
        json.WriteString("title", table.Title);
        json.WriteString("format", "csv");
        json.WriteString("mediatype", "text/csv");
        json.WriteString("encoding", "utf-8");
        json.WriteNumber("bytes", csv.Length);
        json.WriteString("hash", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(csv)));
        json.WriteStartObject("schema");
        json.WriteString("$schema", "https://datapackage.org/profiles/2.0/tableschema.json");
        json.WriteStartArray("fields");
        foreach (var column in table.Columns) WriteField(json, column, table.PrimaryKey.Contains(column.Name));
        json.WriteEndArray();
        WriteNames(json, "missingValues", [""]);
        WriteKeys(json, table);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, Column column, bool isRequired)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type);
        json.WriteString("description", column.Description);
        if (isRequired)
        {
            json.WriteStartObject("constraints");
            json.WriteBoolean("required", true);
            json.WriteEndObject();
        }

        if (column.Categories.Count > 0)
        {
            json.WriteStartArray("categories");
            foreach (var (code, label) in column.Categories)
            {
                json.WriteStartObject();
                json.WriteString("value", code);
                json.WriteString("label", label);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter json, ReleaseTable table)
    {
        if (table.PrimaryKey.Count > 0) WriteNames(json, "primaryKey", table.PrimaryKey);
        if (table.UniqueKey.Count > 0)
        {
            json.WriteStartArray("uniqueKeys");
            WriteNames(json, null, table.UniqueKey);
            json.WriteEndArray();
        }

        if (table.CodebookKeys.Count == 0) return;
        json.WriteStartArray("foreignKeys");
        foreach (var (columns, codebookColumns) in table.CodebookKeys)
        {
            json.WriteStartObject();
            WriteNames(json, "fields", columns);
            json.WriteStartObject("reference");
            json.WriteString("resource", Codebook);
            WriteNames(json, "fields", codebookColumns);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string? member, IEnumerable<string> names)
    {
        if (member is null) json.WriteStartArray();
        else json.WriteStartArray(member);
        foreach (var name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
