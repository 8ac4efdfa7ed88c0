using System.ComponentModel.DataAnnotations;

namespace KetamineScreening.Api.Store;

/// <summary>Settings of the section <c>Store</c>.</summary>
internal sealed class StoreOptions : IValidatableObject
{
    /// <summary>The database: <c>sqlite</c> or <c>postgresql</c>.</summary>
    public string Provider { get; set; } = Databases.Sqlite;

    /// <summary>Connection string of the database.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/ketamine-screening.db";

    /// <summary>Whether connections to PostgreSQL on another host may be without TLS.</summary>
    public bool AllowUnencrypted { get; set; }

    /// <summary>Full path of the SQLite file; null for another database, or when the connection string is invalid.</summary>
    public string? SqliteFile
    {
        get
        {
            if (Provider != Databases.Sqlite || ConnectionStringProblem() is not null) return null;
            using var source = new SqliteDataSource(ConnectionString);
            return source.File;
        }
    }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider is not (Databases.Sqlite or Databases.PostgreSql))
        {
            var problem = $"is '{Provider}'; it has to be '{Databases.Sqlite}' or '{Databases.PostgreSql}'.";
            yield return new ValidationResult(problem, [nameof(Provider)]);
        }
        else if (ConnectionStringProblem() is { } problem)
        {
            yield return new ValidationResult($"cannot be used: {problem}", [nameof(ConnectionString)]);
        }
    }

    private string? ConnectionStringProblem()
    {
        try
        {
            using var source = Databases.Open(Provider, ConnectionString, AllowUnencrypted);
            return null;
        }
        catch (StoreRefusedException refusal)
        {
            return refusal.Message;
        }
        catch (Exception failure)
            when (failure is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            // Their messages repeat a keyword that they do not know, which can be a part of a password with a semicolon in it.
            return "A keyword is not known, or its value is not valid; a value with a semicolon has to be in quotes.";
        }
    }
}
