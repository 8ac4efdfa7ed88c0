using System.Collections.Immutable;
using System.Text;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>A complex type or resource with its elements in the order of the specification.</summary>
internal sealed class TypeDefinition
{
    private const string ChoiceSuffix = "[x]";

    private TypeDefinition(string name, ImmutableArray<ElementDefinition> elements)
    {
        (Name, Elements) = (name, elements);
        foreach (var (index, element) in elements.Index()) element.Index = index;
        var groups = elements.GroupBy(element => element.Name, (_, group) => group.ToList()).ToList();
        Required = [.. groups.Where(group => group[0].IsRequired).Select(group => (Mask(group), group[0].Name))];
        Choices = [.. groups.Where(group => group.Count > 1).Select(group => (Mask(group), group[0].Name))];
    }

    /// <summary>Name of the type. Types inside a resource or type are named by their path, such as <c>Timing.repeat</c>.</summary>
    public string Name { get; }

    /// <summary>The elements. A choice such as <c>value[x]</c> is one element for each of its types.</summary>
    public ImmutableArray<ElementDefinition> Elements { get; }

    /// <summary>For each required element, its bit, or the bits of the elements of a choice. A bit is <c>1 &lt;&lt; Index</c>.</summary>
    public ImmutableArray<(ulong Mask, string Name)> Required { get; }

    /// <summary>For each choice, the bits of its elements. An object has at most one of them.</summary>
    public ImmutableArray<(ulong Mask, string Name)> Choices { get; }

    /// <summary>Finds an element by the name of its member; null when the type has no such element.</summary>
    /// <param name="member">Name of the JSON member or XML element, for example <c>valueCoding</c>.</param>
    public ElementDefinition? Find(string member) => Elements.FirstOrDefault(element => element.Member == member);

    /// <inheritdoc cref="Find(string)" />
    /// <param name="member">Name of the member as UTF-8.</param>
    /// <param name="likely">Index to try first, because most clients write the elements in the order of the specification.</param>
    public ElementDefinition? Find(ReadOnlySpan<byte> member, int likely)
    {
        for (var tried = 0; tried < Elements.Length; tried++, likely++)
        {
            if (likely >= Elements.Length) likely = 0;
            if (member.SequenceEqual(Elements[likely].MemberUtf8)) return Elements[likely];
        }

        return null;
    }

    /// <summary>Reads a line of <see cref="R4Elements"/>.</summary>
    public static TypeDefinition Parse(string line)
    {
        var (name, cells) = line.Split(" =") is [var before, var after] ? (before, after) : throw new FormatException(line);
        var elements = $"{R4Elements.Common(name)} {cells}".Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(ParseElements);
        return new TypeDefinition(name, [.. elements]);
    }

    private static IEnumerable<ElementDefinition> ParseElements(string cell)
    {
        var (left, types, codes) = cell.Split(':', '(', ')') switch
        {
            [var before, var after] => (before, after, ""),
            [var before, var type, var list, ""] => (before, type, list),
            _ => throw new FormatException(cell),
        };
        var name = left.Trim('@', '*', '+', '!');
        if (!name.EndsWith(ChoiceSuffix, StringComparison.Ordinal)) return [Create(name, name, types)];
        var stem = name[..^ChoiceSuffix.Length];
        return (types == "*" ? R4Elements.OpenTypes : types).Split('|')
            .Select(type => Create(stem, $"{stem}{char.ToUpperInvariant(type[0])}{type[1..]}", type));

        ElementDefinition Create(string name, string member, string type) => new(name, member, type)
        {
            IsAttribute = left[0] == '@',
            IsList = left[^1] is '*' or '+',
            IsRequired = left[^1] is '!' or '+',
            Codes = [.. codes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)],
        };
    }

    private static ulong Mask(IEnumerable<ElementDefinition> elements) =>
        elements.Aggregate(0UL, (mask, element) => mask | 1UL << element.Index);
}
