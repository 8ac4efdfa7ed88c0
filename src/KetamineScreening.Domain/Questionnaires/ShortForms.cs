using System.Text.Json;
using System.Text.Json.Serialization;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Reads a next step from an object, or from a string that is its kind: the form of the first published versions.</summary>
internal sealed class NextStepConverter : JsonConverter<NextStepDefinition>
{
    /// <inheritdoc />
    public override NextStepDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new NextStepDefinition(reader.GetString()!);
        var step = JsonSerializer.Deserialize(ref reader, ShortFormsJson.Strict.NextStepMembers)!;
        return new NextStepDefinition(step.Kind, step.When, step.CoveredBy);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, NextStepDefinition value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(
            writer, new NextStepMembers(value.Kind, value.When, value.CoveredBy), ShortFormsJson.Strict.NextStepMembers);
}

/// <summary>Reads a text with a title from an object, or a text alone from a string: the form of the first published versions.</summary>
internal sealed class TitledTextConverter : JsonConverter<TitledText>
{
    /// <inheritdoc />
    public override TitledText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return new TitledText(null, reader.GetString()!);
        var titled = JsonSerializer.Deserialize(ref reader, ShortFormsJson.Strict.TitledTextMembers)!;
        return new TitledText(titled.Title, titled.Text);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TitledText value, JsonSerializerOptions options)
    {
        if (value.Title is null) writer.WriteStringValue(value.Text);
        else JsonSerializer.Serialize(writer, new TitledTextMembers(value.Title, value.Text), ShortFormsJson.Strict.TitledTextMembers);
    }
}

/// <summary>Serializer context of the object forms, with the options of <see cref="ContentJson"/>.</summary>
[JsonSerializable(typeof(NextStepMembers))]
[JsonSerializable(typeof(TitledTextMembers))]
internal sealed partial class ShortFormsJson : JsonSerializerContext
{
    public static ShortFormsJson Strict { get; } = new(new JsonSerializerOptions(ContentJson.Default.Options) { TypeInfoResolver = null });
}

/// <summary>The object form of a next step.</summary>
internal sealed record NextStepMembers(string Kind, ConditionDocument? When = null, IReadOnlyList<string>? CoveredBy = null);

/// <summary>The object form of a text with a title.</summary>
internal sealed record TitledTextMembers(string Title, string Text);
