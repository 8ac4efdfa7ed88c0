using System.Text.Json;
using KetamineScreening.Api.Fhir.Elements;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>The answers of one item. An answer without a value, which can have extensions, does not count.</summary>
internal ref struct ItemAnswers
{
    private static readonly TypeDefinition AnswerType = ElementTable.All["QuestionnaireResponse.item.answer"];
    private static readonly ElementDefinition ListElement = ElementTable.All["QuestionnaireResponse.item"].Find("answer")!;
    private static readonly ElementDefinition ItemElement = AnswerType.Find("item")!;
    private static readonly ElementDefinition StringValue = AnswerType.Find("valueString")!;

    private static readonly TypeDefinition CodingType = ElementTable.All["Coding"];
    private static readonly ElementDefinition SystemElement = CodingType.Find("system")!;
    private static readonly ElementDefinition CodeElement = CodingType.Find("code")!;

    /// <summary>The element <c>valueCoding</c>.</summary>
    public static ElementDefinition Coding { get; } = AnswerType.Find("valueCoding")!;

    /// <summary>Number of answers with a value.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the structure of an answer is wrong. It was reported.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>The element of the last value, which tells its type.</summary>
    public ElementDefinition? Value { get; private set; }

    /// <summary>Place of the last value.</summary>
    public int Place { get; private set; }

    /// <summary>Code of a Coding; empty when it has none.</summary>
    public ReadOnlySpan<byte> Code { get; private set; }

    /// <summary>System of a Coding; empty when it has none.</summary>
    public ReadOnlySpan<byte> System { get; private set; }

    /// <summary>An integer or decimal.</summary>
    public decimal? Number { get; private set; }

    /// <summary>A string.</summary>
    public string? Text { get; private set; }

    /// <summary>Reads the list of answers of an item.</summary>
    /// <param name="reader">The reader, at the value of <c>answer</c>.</param>
    /// <param name="elements">Checks the structure.</param>
    /// <param name="items">Reads the items inside of answers.</param>
    /// <param name="item">Place of the item.</param>
    public void Read(ref Utf8JsonReader reader, ElementReader elements, ResponseItems items, int item)
    {
        var list = new ElementList(ListElement, item) { MayBeEmpty = true };
        var issues = elements.Issues;
        while (elements.Next(ref reader, ref list)) ReadAnswer(ref reader, elements, items, list.Place);
        IsFaulty = elements.Issues != issues;
    }

    private void ReadAnswer(ref Utf8JsonReader reader, ElementReader elements, ResponseItems items, int place)
    {
        var members = new ObjectMembers(AnswerType, place) { MayBeEmpty = true };
        var count = Count;
        while (elements.Next(ref reader, ref members) is { } element)
        {
            if (element == ItemElement) items.Read(ref reader, element, place);
            else if (element.Name != Coding.Name) elements.Read(ref reader, element, place);
            else
            {
                (Count, Value, Place) = (count + 1, element, elements.Places.Add(place, element.Name));
                ReadValue(ref reader, elements, place);
            }
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, ElementReader elements, int answer)
    {
        if (Value == Coding && reader.TokenType == JsonTokenType.StartObject) ReadCoding(ref reader, elements);
        else if (!Value!.IsPrimitive) elements.Read(ref reader, Value, answer);
        else if (elements.IsValid(ref reader, Value, answer))
        {
            if (Value.Kind == PrimitiveKind.Number) Number = reader.GetDecimal();
            if (Value == StringValue) Text = reader.GetString();
        }
    }

    private void ReadCoding(ref Utf8JsonReader reader, ElementReader elements)
    {
        var members = new ObjectMembers(CodingType, Place);
        while (elements.Next(ref reader, ref members) is { } element)
        {
            if (element != SystemElement && element != CodeElement) elements.Read(ref reader, element, Place);
            else if (elements.IsValid(ref reader, element, Place))
            {
                if (element == CodeElement) Code = PrimitiveValue.Utf8(ref reader);
                else System = PrimitiveValue.Utf8(ref reader);
            }
        }
    }
}
