using System.Globalization;

namespace KetamineScreening.Api.Fhir.Elements;

/// <summary>The complex elements of a body as a tree. A place is the number of an element.</summary>
/// <remarks>FHIRPaths are composed on demand, because most requests have no issues.</remarks>
internal sealed class Places
{
    private const int None = -1;

    private (int Parent, string Name, int Index)[] places = new (int, string, int)[256];
    private int count;

    /// <summary>Adds the root element.</summary>
    public int Add(string type) => Add(None, type);

    /// <summary>Adds an element.</summary>
    /// <param name="parent">Place of the element that contains it.</param>
    /// <param name="name">Name of the element in FHIRPath.</param>
    /// <param name="index">Index in a list; -1 for an element that does not repeat.</param>
    public int Add(int parent, string name, int index = None)
    {
        if (count == places.Length) Array.Resize(ref places, 2 * count);
        places[count] = (parent, name, index);
        return count++;
    }

    /// <summary>FHIRPath of a place.</summary>
    public string PathOf(int place)
    {
        var (parent, name, index) = places[place];
        if (index != None) name = string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");
        return parent == None ? name : $"{PathOf(parent)}.{name}";
    }
}
