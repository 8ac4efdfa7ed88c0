using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>Keeps the responses to searches, so that a search that is repeated is not carried out and written again.</summary>
internal sealed class KeptSearches(HelpDirectory help)
{
    // Anybody can invent searches. When the memory is full, it begins anew.
    private const long Limit = 8 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<SearchKey, ServedBytes> kept = [];
    private object? day;
    private long size;

    /// <summary>The response to a search, made now if it is not kept.</summary>
    /// <param name="key">The search.</param>
    /// <param name="make">Makes the response.</param>
    public ServedBytes Of(SearchKey key, Func<ServedBytes> make)
    {
        // Help contacts in the resources expire with the day.
        object today = help.For(null, Language.Source);
        lock (gate)
        {
            if (day == today && kept.TryGetValue(key, out var known)) return known;
        }

        var made = make();
        var length = made.Plain.Content.Length + key.Languages.Length + key.Address.Length;
        lock (gate)
        {
            if (day != today || size + length > Limit) kept.Clear();
            if (kept.Count == 0) (day, size) = (today, 0);
            if (kept.TryAdd(key, made)) size += length;
        }

        return made;
    }
}

/// <summary>Everything that the response to a search depends on, except the day.</summary>
/// <param name="Format">Format of the response.</param>
/// <param name="Languages">The language ranges of the request.</param>
/// <param name="Address">Absolute address of the resource type, with the parameters.</param>
internal sealed record SearchKey(ResourceFormat Format, string Languages, string Address);
