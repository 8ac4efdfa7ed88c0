using System.Net;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Screenings;

namespace KetamineScreening.Api.Tests.Interface;

public sealed class GetTextsTests(SharedService service)
{
    private const string Address = "/v1/texts";

    [Fact]
    public async Task The_texts_have_words_for_the_consent_every_urgency_and_every_purpose()
    {
        var document = await service.Get(Address);
        var texts = document["texts"]!.AsObject();
        string[] keys =
        [
            "consent.question", "consent.explanation", "consent.yes", "consent.no",
            .. ScreeningResponse.Urgencies.Select(urgency => $"urgency.{urgency}"),
            .. HelpCodes.Purposes.Select(purpose => $"purpose.{purpose}"),
        ];

        Assert.Equal(("en", "source", "ltr"), ((string)document["language"]!, (string)document["review"]!, (string)document["direction"]!));
        Assert.Equal("Urgent", (string)texts["urgency.urgent"]!);
        Assert.All(keys, key => Assert.NotEmpty((string)texts[key]!));
    }

    [Fact]
    public async Task Every_kind_of_next_step_in_a_result_has_words()
    {
        var texts = (await service.Get(Address))["texts"]!.AsObject();
        var answers = Some.Answers(("hard-to-stop", "weekly"), ("bladder", "weekly"), ("in-support", "yes"));
        using var response = await service.Post(Some.SelfCheck, Some.Body(answers));
        var steps = (await response.Json())["nextSteps"]!.AsArray();

        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.NotEmpty((string)texts[$"kind.{step!["kind"]}"]!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_copy_is_revalidated_and_stays_current_until_the_texts_change(string? coding)
    {
        using var first = await Get(coding, etag: null);
        using var again = await Get(coding, first.Header("ETag"));

        Assert.Equal((HttpStatusCode.OK, coding, "no-cache"),
            (first.StatusCode, first.Header("Content-Encoding"), first.Header("Cache-Control")));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.StatusCode, await again.Text()));
        Assert.Equal(first.Header("ETag"), again.Header("ETag"));
    }

    private Task<HttpResponseMessage> Get(string? coding, string? etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address);
        if (coding is not null) request.Headers.Add("Accept-Encoding", coding);
        if (etag is not null) request.Headers.Add("If-None-Match", etag);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
