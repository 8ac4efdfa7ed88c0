using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Fuzzing;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Checks the FHIR resources with independent programs: a FHIRPath engine and form renderers.</summary>
public sealed class FhirEngineTests(SharedService service)
{
    private static readonly string Folder = Repository.PathOf("tests/fhir");

    public static TheoryData<string, string> Forms => new MatrixTheoryData<string, string>(
        ["lhc-forms", "smart-forms", "medplum"], [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck]);

    [Theory]
    [InlineData(Some.SelfCheck, 500)]
    [InlineData(Some.QuickCheck, 300)]
    [InlineData(Some.ConcernCheck, 200)]
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

    [Theory, MemberData(nameof(Forms))]
    public async Task A_form_in_a_browser_shows_the_questions_the_total_and_the_band_of_the_service_after_every_change(
        string renderer,
        string questionnaire)
    {
        NeedsPackages();
        Requirement.Needs(Tool.Chromium is not null, "Chromium is missing.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "packages/lforms")),
            "LHC-Forms is missing: run 'node packages.mjs' in tests/fhir.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "renderers/generated")),
            "The renderers are missing: run 'npm ci' and 'node bundle.mjs' in tests/fhir/renderers.");

        await AssertPasses("forms.mjs", [$"{service.Http.BaseAddress}", questionnaire, Tool.Chromium!, renderer]);
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
            "The packages are missing: run 'npm ci' in tests/fhir.");
    }
}
