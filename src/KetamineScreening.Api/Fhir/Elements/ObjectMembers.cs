
namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>The members of an object that were read so far.</summary>
/// <param name="type">Type of the object.</param>
/// <param name="place">Place of the object.</param>
internal struct ObjectMembers(TypeDefinition type, int place)
{
    private ulong underscores;
    private bool hasResourceType;

    /// <summary>Type of the object.</summary>
    public readonly TypeDefinition Type => type;

    /// <summary>Place of the object.</summary>
    public readonly int Place => place;

    /// <summary>Whether the object may have no members, although FHIR allows none without.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Index of the element that is likely to be next.</summary>
    public int Likely { get; set; }

    /// <summary>Whether any member is unknown.</summary>
    public bool HasUnknown { get; set; }

    /// <summary>The elements with a value, as bits.</summary>
    public ulong Seen { get; private set; }

    /// <summary>The elements with a value, or only with extensions, as bits.</summary>
    public readonly ulong Any => Seen | underscores;

    /// <summary>Whether the object has no known members.</summary>
    public readonly bool IsEmpty => Any == 0 && !hasResourceType && !HasUnknown;

    /// <summary>Whether the object is a resource.</summary>
    public readonly bool IsResource => ElementTable.Resource(type.Name) is not null;

    /// <summary>Marks an element; false when it was marked before.</summary>
    public bool TryMark(ElementDefinition element)
    {
        var before = Seen;
        Seen |= 1UL << element.Index;
        return Seen != before;
    }

    /// <summary>Marks the extensions of an element; false when they were marked before.</summary>
    public bool TryMarkUnderscore(ElementDefinition element)
    {
        var before = underscores;
        underscores |= 1UL << element.Index;
        return underscores != before;
    }

    /// <summary>Marks the type of a resource; false when it was marked before.</summary>
    public bool TryMarkResourceType() => !hasResourceType && (hasResourceType = true);
}

/// <summary>The entries of a list that were read so far.</summary>
/// <param name="element">The element.</param>
/// <param name="parent">Place of the object that has the list.</param>
internal struct ElementList(ElementDefinition element, int parent)
{
    /// <summary>The element.</summary>
    public readonly ElementDefinition Element => element;

    /// <summary>Place of the object that has the list.</summary>
    public readonly int Parent => parent;

    /// <summary>Whether the list may be empty, although FHIR allows no empty lists.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Number of entries read.</summary>
    public int Count { get; set; }

    /// <summary>Place of the last entry.</summary>
    public int Place { get; set; }
}
