using Hl7.Fhir.Model;
using KetamineScreening.Api.Tests;
using KetamineScreening.Fhir.Tests.Checks;

namespace KetamineScreening.Fhir.Tests;

/// <summary>A service, the same with a second language, and a checker that knows the definitions they serve.</summary>
public sealed class SharedChecker : IAsyncLifetime
{
    private readonly ContentFolder content = ContentFolder.WithLanguageXx();
    private Checker? checker;

    public SharedChecker() => Translated = new FhirService(time: null, ("Content:Path", content.Path));

    /// <summary>The ids of all questionnaires.</summary>
    public static IReadOnlyList<string> Questionnaires { get; } = [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    /// <summary>The service.</summary>
    public FhirService Service { get; } = new();

    /// <summary>A service with the current versions in English and the invented language <c>xx</c>.</summary>
    public FhirService Translated { get; }

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => checker = new Checker(
    [
        .. await Definitions(Service, "StructureDefinition"),
        .. await Definitions(Service, "CodeSystem"),
        .. await Definitions(Translated, "CodeSystem"),
    ]);

    /// <summary>Fails unless a body is without fault.</summary>
    /// <param name="name">Name of the body, for the message.</param>
    /// <param name="json">The body.</param>
    /// <param name="profiles">Profiles beyond those that the resource claims.</param>
    public void AssertValid(string name, string json, params string[] profiles)
    {
        var faults = Faults(json, profiles);
        Assert.True(faults.Count == 0, $"{name}:\n{string.Join('\n', faults.Take(20))}");
    }

    /// <summary>All faults of a body.</summary>
    public IReadOnlyList<string> Faults(string json, params string[] profiles)
    {
        Requirement.Needs(PackageResolver.IsInstalled, "The profiles of SDC are missing: run 'node packages.mjs' in tests/fhir.");
        return checker!.Faults(json, profiles);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Translated.DisposeAsync();
        content.Dispose();
    }

    private static async System.Threading.Tasks.Task<IEnumerable<Resource>> Definitions(FhirService service, string type)
    {
        var bundle = (Bundle)FhirText.Parse(await service.Get($"/fhir/{type}")).Resource!;
        return bundle.Entry.Select(entry => entry.Resource!);
    }
}
