using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using KetamineScreening.Api.Tests;
using KetamineScreening.Fhir.Tests.Checks;
using Task = System.Threading.Tasks.Task;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The client of the SDK reads, searches and calls both operations, with its defaults.</summary>
public sealed class XmlClientTests(SharedChecker shared) : FhirClientTests(new FhirClient(shared.Service.Base));

/// <summary>The client of the SDK does the same in JSON, and verifies the version of FHIR.</summary>
public sealed class JsonClientTests(SharedChecker shared) : FhirClientTests(new FhirClient(
    shared.Service.Base, new FhirClientSettings { PreferredFormat = ResourceFormat.Json, VerifyFhirVersion = true }));

/// <summary>What a client of the SDK does.</summary>
public abstract class FhirClientTests(FhirClient client) : IDisposable
{
    private const string Bands = "https://ketamine-screening.example/fhir/CodeSystem/ketamine-quick-check.bands";

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
    public async Task It_searches_by_POST_and_follows_the_pages()
    {
        var parameters = new SearchParams("status", "active").LimitTo(2).OrderBy("name");
        var page = await client.SearchUsingPostAsync<Questionnaire>(parameters);
        var next = await client.ContinueAsync(page!);

        Assert.Equal((3, 2, 1), (page!.Total!.Value, page.Entry.Count, next!.Entry.Count));
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

    public void Dispose()
    {
        client.Dispose();
        GC.SuppressFinalize(this);
    }
}
