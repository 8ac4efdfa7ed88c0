using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>Keeps the bytes of definitions, so that a request does not write them again.</summary>
internal sealed class KeptResources(HelpDirectory help)
{
    // A form for each country, with and without weights, in both formats, would be some 100 MB. Few of them are asked for.
    private const long Limit = 8 * 1024 * 1024;

    // The help of a country is one object per day, and the same for all countries that are not listed. The weak table drops the
    // resources together with this object.
    private readonly ConditionalWeakTable<HelpForCountry, ConcurrentDictionary<ResourceKey, KeptResource>> kept = [];
    private long size;

    /// <summary>A definition with one of its ids, in one of its languages.</summary>
    public KeptResource Of(ServedDefinition definition, string id, string language, Rendering rendering)
    {
        if (Interlocked.Read(ref size) > Limit)
        {
            kept.Clear();
            Interlocked.Exchange(ref size, 0);
        }

        return kept.GetOrCreateValue(help.For(rendering.Country, language)).GetOrAdd(
            new ResourceKey(definition.Type, id, language, rendering.Weights),
            _ => new KeptResource(
                () => definition.Write(id, language, rendering), bytes => Interlocked.Add(ref size, bytes)));
    }

    private sealed record ResourceKey(string Type, string Id, string Language, bool Weights);
}
