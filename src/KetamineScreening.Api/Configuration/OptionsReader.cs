using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace KetamineScreening.Api.Configuration;

/// <summary>Reads options classes from the configuration and validates them with their data annotations.</summary>
/// <remarks>
/// Unlike the binder of the framework, which stops at the first value of the wrong type, the reader collects the problems of all options,
/// so that an operator sees them together. An empty number means the default.
/// </remarks>
internal sealed class OptionsReader(IConfiguration configuration)
{
    private readonly List<string> keys = [];
    private readonly List<string> problems = [];

    /// <summary>The keys of all options read so far.</summary>
    public IReadOnlyList<string> Keys => keys;

    /// <summary>Every problem found so far, each with the key of its setting.</summary>
    public IReadOnlyList<string> Faults => problems;

    /// <summary>Reads the options of a section. The properties are the keys; an invalid value leaves the default in place.</summary>
    /// <param name="section">Name of the section; empty for the root.</param>
    public T Read<T>(string section)
        where T : class, new()
    {
        var options = new T();
        var found = new List<(string Key, string Text)>();
        var firstKey = keys.Count;
        foreach (var property in typeof(T).GetProperties().Where(property => property.SetMethod?.IsPublic == true))
        {
            keys.Add(KeyOf(property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name));
            if (Bind(options, property, configuration.GetSection(keys[^1])) is { } problem) found.Add((keys[^1], problem));
        }

        // Validator.TryValidateObject would not call Validate when a property is invalid.
        var results = new List<ValidationResult>();
        foreach (var property in typeof(T).GetProperties().Where(property => property.SetMethod?.IsPublic == true))
        {
            Validator.TryValidateProperty(
                property.GetValue(options), new ValidationContext(options) { MemberName = property.Name }, results);
        }

        if (options is IValidatableObject whole) results.AddRange(whole.Validate(new ValidationContext(options)));
        found.AddRange(results.Select(result => (KeyOf(result.MemberNames.Single()), result.ErrorMessage!)));
        problems.AddRange(found.OrderBy(entry => keys.IndexOf(entry.Key, firstKey)).Select(entry => $"{entry.Key} {entry.Text}"));
        return options;

        string KeyOf(string name) => section.Length == 0 ? name : $"{section}:{name}";
    }

    // Sets a property to the value of its key; returns the problem of a value of the wrong type.
    private static string? Bind(object options, PropertyInfo property, IConfigurationSection value)
    {
        if (property.PropertyType == typeof(IReadOnlyList<string>))
        {
            if (ListOf(value) is { } list) property.SetValue(options, list);
        }
        else if (property.PropertyType == typeof(string))
        {
            if (value.Value is { } text) property.SetValue(options, text);
        }
        else if (string.IsNullOrWhiteSpace(value.Value))
        {
            return null;
        }
        else if (property.PropertyType.IsEnum)
        {
            // Names only: Enum.TryParse would accept numbers too.
            var name = Array.Find(
                Enum.GetNames(property.PropertyType), name => name.Equals(value.Value, StringComparison.OrdinalIgnoreCase));
            if (name is null) return $"is '{value.Value}'; it has to be one of: {NamesOf(property.PropertyType)}.";
            property.SetValue(options, Enum.Parse(property.PropertyType, name));
        }
        else if (property.PropertyType == typeof(bool))
        {
            if (!bool.TryParse(value.Value, out var flag)) return $"is '{value.Value}'; it has to be true or false.";
            property.SetValue(options, flag);
        }
        else if (property.PropertyType == typeof(TimeSpan))
        {
            var isTime = TimeSpan.TryParse(value.Value, CultureInfo.InvariantCulture, out var time);
            if (!isTime) return $"is '{value.Value}'; it has to be a time such as 01:00:00.";
            property.SetValue(options, time);
        }
        else
        {
            var isNumber = int.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            if (!isNumber) return property.GetCustomAttribute<WholeNumberAttribute>()!.Describe(value.Value);
            property.SetValue(options, number);
        }

        return null;
    }

    private static string NamesOf(Type type) => string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));

    // One value with commas, from an environment variable or the command line, or a list, from a file.
    private static List<string>? ListOf(IConfigurationSection section)
    {
        const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (section.Value is { } value) return [.. value.Split(',', Trimmed)];
        List<string> listed = [.. section.GetChildren().Select(element => element.Value).OfType<string>()];
        return listed.Count > 0 ? listed : null;
    }
}

/// <summary>A setting that is a whole number within limits.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberAttribute(int minimum, int maximum) : RangeAttribute(minimum, maximum)
{
    /// <summary>The problem of a value that is not valid.</summary>
    public string Describe(object? value) =>
        string.Create(CultureInfo.InvariantCulture, $"is '{value}'; it has to be a whole number from {Minimum} to {Maximum}.");

    /// <inheritdoc />
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        base.IsValid(value) ? ValidationResult.Success : new ValidationResult(Describe(value), [validationContext.MemberName!]);
}

/// <summary>The settings cannot be used.</summary>
/// <param name="problems">Every problem, with the key of its setting.</param>
internal sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception("The configuration cannot be used:\n" + string.Join('\n', problems.Select(problem => "- " + problem)));
