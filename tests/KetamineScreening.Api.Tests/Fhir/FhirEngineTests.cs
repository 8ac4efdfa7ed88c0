using KetamineScreening.Api.Tests.Fuzzing;
using KetamineScreening.Api.Tests.Http;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Checks the FHIR resources with independent programs: validators, a FHIRPath engine and a form renderer.</summary>
public sealed class FhirEngineTests(SharedService service, LanguageTests.TwoLanguages translated)
    : IClassFixture<LanguageTests.TwoLanguages>
{
    private static readonly string Folder = Repository.PathOf("tests/fhir");

    [Fact]
    public async Task Validators_accept_every_kind_of_resource_and_find_planted_errors()
    {
        NeedsPackages();
        await using var limited = new Service(new Dictionary<string, string> { ["RateLimits:RequestsPerMinute"] = "1" });
        var clock = new BreakableClock();
        await using var broken = new Service(time: clock);
        clock.IsBroken = true;

        await AssertPasses("validate.mjs", service, limited, broken, translated.Service);
    }

    [Theory]
    [InlineData(Some.SelfCheck, 600)]
    [InlineData(Some.QuickCheck, 1000)]
    [InlineData(Some.ConcernCheck, 1000)]
    public async Task A_FHIRPath_engine_computes_the_same_total_and_band_as_the_service_for_random_answers(
        string questionnaire,
        int screenings)
    {
        NeedsPackages();

        await AssertPasses("fhirpath.mjs", [$"{service.Http.BaseAddress}", questionnaire, $"{Fuzz.Cases(screenings)}"]);
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task A_form_in_a_browser_shows_the_questions_the_total_and_the_band_of_the_service(string questionnaire)
    {
        NeedsPackages();
        Requirement.Needs(Tool.Chromium is not null, "Chromium is missing.");
        Requirement.Needs(
            Directory.EnumerateDirectories(Folder, "lforms-*").Any(),
            "LHC-Forms is missing: run 'node fetch-lforms.mjs' in tests/fhir.");

        await AssertPasses("lforms.mjs", [$"{service.Http.BaseAddress}", questionnaire, Tool.Chromium!]);
    }

    private static Task AssertPasses(string script, params Service[] services) =>
        AssertPasses(script, [.. services.Select(service => $"{service.Http.BaseAddress}")]);

    private static async Task AssertPasses(string script, string[] arguments)
    {
        var (exitCode, output) = await Tool.Run(
            "node",
            [script, .. arguments.Select(argument => argument.TrimEnd('/'))],
            Folder,
            minutes: 600);

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
    }

    private static void NeedsPackages()
    {
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "node_modules/fhirpath")),
            "The packages are missing: run 'npm ci' in tests/fhir.");
    }
}
