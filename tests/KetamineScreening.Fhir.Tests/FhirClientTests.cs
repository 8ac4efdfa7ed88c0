using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using KetamineScreening.Api.Tests;
using KetamineScreening.Fhir.Tests.Checks;
using Task = System.Threading.Tasks.Task;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The client of the SDK reads, searches and calls both operations.</summary>
public sealed class FhirClientTests : IDisposable
{
    private const string Bands = "https://ketamine-screening.example/fhir/CodeSystem/ketamine-quick-check.bands";

    private readonly FhirClient client;

    public FhirClientTests(SharedChecker shared) => client = new FhirClient(
        shared.Service.Base,
        new FhirClientSettings { PreferredFormat = ResourceFormat.Json, VerifyFhirVersion = true });

    private static Parameters Input => (Parameters)FhirText.Parse(
        Responses.In(Responses.Of(Some.QuickCheck, Responses.Answers(("tolerance", "weekly")))).ToJsonString()).Resource!;

    [Fact]
    public async Task It_reads_the_CapabilityStatement() =>
        Assert.Equal(FHIRVersion.N4_0_1, (await client.CapabilityStatementAsync())!.FhirVersion);

    [Fact]
    public async Task It_reads_a_questionnaire_and_finds_the_same_by_its_URL()
    {
        var read = await client.ReadAsync<Questionnaire>($"Questionnaire/{Some.QuickCheck}");
        var found = await client.SearchAsync<Questionnaire>([$"url={read!.Url}", $"version={read.Version}"]);

        Assert.True(read.IsExactly(Assert.Single(found!.Entry).Resource!));
    }

    [Fact]
    public async Task It_finds_a_code_system_by_its_URL()
    {
        var found = await client.SearchAsync<CodeSystem>([$"url={Bands}", "status=active"]);

        Assert.Equal(Bands, ((CodeSystem)Assert.Single(found!.Entry).Resource!).Url);
    }

    [Fact]
    public async Task It_scores_a_response()
    {
        var questionnaire = new Uri($"Questionnaire/{Some.QuickCheck}", UriKind.Relative);
        var result = (Parameters)(await client.InstanceOperationAsync(questionnaire, "score", Input))!;

        Assert.Equal(3, result.GetSingleValue<Integer>("score")!.Value);
        Assert.Equal(Bands, result.GetSingleValue<Coding>("band")!.System);
    }

    [Fact]
    public async Task It_processes_a_response()
    {
        var outcome = (OperationOutcome)(await client.TypeOperationAsync<Questionnaire>("process-response", Input))!;

        Assert.True(outcome.Success);
        Assert.NotEmpty(outcome.Issue);
    }

    [Fact]
    public async Task It_understands_an_error()
    {
        var failure = await Assert.ThrowsAsync<FhirOperationException>(() => client.ReadAsync<Questionnaire>("Questionnaire/no-such"));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, failure.Status);
        Assert.Equal(OperationOutcome.IssueType.NotFound, Assert.Single(failure.Outcome!.Issue).Code);
    }

    public void Dispose() => client.Dispose();
}
