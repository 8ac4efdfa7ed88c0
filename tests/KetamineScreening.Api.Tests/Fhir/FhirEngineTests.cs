using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Fuzzing;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Checks the FHIR resources with independent programs: a FHIRPath engine and form renderers.</summary>
public sealed class FhirEngineTests(SharedService service)
{
    private static readonly string Folder = Repository.PathOf("tests/fhir");

    [Theory]
    [InlineData(Some.SelfCheck, 600)]
    [InlineData(Some.QuickCheck, 600)]
    [InlineData(Some.ConcernCheck, 500)]
    public async Task A_FHIRPath_engine_computes_the_questions_the_total_and_the_band_of_the_service_even_when_a_form_keeps_old_answers(
        string questionnaire,
        int screenings)
    {
        NeedsPackages();

        await AssertPasses("fhirpath.mjs", [$"{service.Http.BaseAddress}", questionnaire, $"{Fuzz.Cases(screenings)}"]);
    }

    [Fact]
    public async Task A_FHIRPath_engine_computes_the_questions_of_the_service_for_a_condition_that_must_not_hold()
    {
        NeedsPackages();
        using var content = new ContentFolder();
        var version = $"questionnaires/{Some.QuickCheck}/{Some.Version}";
        content.Change(
            $"{version}/definition.json",
            file => file["sections"]!.AsArray().SelectMany(section => section!["items"]!.AsArray())
                .Single(item => (string?)item!["id"] == "bladder")!["askedWhen"] = JsonNode.Parse(
                """{"all":[{"is":"current-or-past"},{"not":{"item":"tolerance","in":["weekly"]}}]}"""));
        content.Change(
            $"{version}/test-vectors.json",
            file => file["vectors"]!.AsArray().RemoveAll(vector => (string?)vector!["answers"]!["tolerance"] == "weekly"));
        content.Publish();
        await using var own = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        await AssertPasses("fhirpath.mjs", [$"{own.Http.BaseAddress}", Some.QuickCheck, $"{Fuzz.Cases(300)}"]);
    }

    // One process and one browser for all forms, because their time is that of the browser.
    [Fact]
    public async Task Forms_in_a_browser_show_the_questions_the_total_and_the_band_of_the_service_after_every_change()
    {
        NeedsForms();

        string[] questionnaires = [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];
        await AssertPasses("forms.mjs", FormArguments(service, "en", "smart-forms,lhc-forms,medplum", questionnaires));
    }

    [Fact]
    public async Task Forms_in_another_language_show_the_questions_the_total_and_the_band_of_the_service()
    {
        NeedsForms();
        using var content = ContentFolder.WithLanguageXx();
        await using var own = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        await AssertPasses("forms.mjs", FormArguments(own, "xx", "medplum", [Some.QuickCheck]));
    }

    // The folder receives pictures of each form before and after a change of the band.
    private static string[] FormArguments(Service service, string language, string renderers, string[] questionnaires) =>
        [$"{service.Http.BaseAddress}", Tool.Chromium!, Repository.PathOf("artifacts/forms"), language, renderers, .. questionnaires];

    private static void NeedsForms()
    {
        NeedsPackages();
        Requirement.Needs(Tool.Chromium is not null, "Chromium is missing.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "packages/lforms")),
            "LHC-Forms is missing: run 'node packages.mjs' in tests/fhir.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "renderers/generated")),
            "The renderers are missing: run 'npm ci --ignore-scripts' and 'node bundle.mjs' in tests/fhir/renderers.");
    }

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
            "The packages are missing: run 'npm ci --ignore-scripts' in tests/fhir.");
    }
}
