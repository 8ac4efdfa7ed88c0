using System.Net;
using System.Security.Cryptography;

namespace KetamineScreening.Api.Tests.Questionnaires;

/// <summary>What never changes is served with a strong ETag and answered with 304 to whoever has it.</summary>
public sealed class ServedBytesTests(SharedService service)
{
    [Fact]
    public async Task Who_asks_that_it_be_another_body_is_told_so_whatever_they_have()
    {
        const string Address = "/v1/questionnaires/ketamine-quick-check";
        using var first = await Get(Address, null);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Header("ETag"));
        request.Headers.TryAddWithoutValidation("If-Match", "\"another\"");
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    private const string Current = "/v1/questionnaires/ketamine-self-check";

    public static TheoryData<string> Addresses => [Current, $"{Current}/1.0.0", $"{Current}/1.0.0/test-vectors", $"{Current}/1.0.0/redcap.csv", "/v1/questionnaires/ketamine-quick-check", "/v1/questionnaires/ketamine-concern-check/1.0.0"];

    public static MatrixTheoryData<string, string> Known => new([.. Addresses.Select(row => row.Data)], ["{0}", "W/{0}", "*", "\"x\", {0}", "\"x\",{0},\"y\"", "W/\"x\", W/{0}"]);

    public static MatrixTheoryData<string, string> Unknown => new([.. Addresses.Select(row => row.Data)], ["\"x\"", "\"\"", "W/\"x\"", "garbage", ""]);

    [Theory, MemberData(nameof(Addresses))]
    public async Task The_ETag_is_strong_and_the_SHA256_of_the_body(string address)
    {
        using var response = await Get(address);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"", response.Header("ETag"));
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
    }

    [Theory, MemberData(nameof(Known))]
    public async Task Whoever_has_the_body_is_told_so_without_it(string address, string format)
    {
        using var first = await Get(address);
        using var response = await Get(address, string.Format(System.Globalization.CultureInfo.InvariantCulture, format, first.Header("ETag")));

        Assert.Equal((HttpStatusCode.NotModified, ""), (response.StatusCode, await response.Text()));
        Assert.All(["ETag", "Cache-Control", "Vary", "Link"], name => Assert.Equal(first.Header(name), response.Header(name)));
    }

    [Theory, MemberData(nameof(Unknown))]
    public async Task Whoever_has_another_body_gets_this_one(string address, string ifNoneMatch)
    {
        using var first = await Get(address);
        using var response = await Get(address, ifNoneMatch);

        Assert.Equal((HttpStatusCode.OK, await first.Text()), (response.StatusCode, await response.Text()));
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task HEAD_tells_the_length_of_the_body(string address)
    {
        using var get = await Get(address);
        using var head = await service.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, address), TestContext.Current.CancellationToken);

        Assert.Equal((await get.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("", "public, max-age=300")]
    [InlineData("/1.0.0", "public, max-age=31536000, immutable")]
    [InlineData("/1.0.0/test-vectors", "public, max-age=31536000, immutable")]
    [InlineData("/1.0.0/redcap.csv", "public, max-age=31536000, immutable")]
    public async Task Only_what_has_a_version_in_its_address_is_immutable(string address, string cacheControl)
    {
        using var response = await Get(Current + address);

        Assert.Equal(cacheControl, response.Headers.GetValues("Cache-Control").Single());
    }

    private Task<HttpResponseMessage> Get(string address, string? ifNoneMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (ifNoneMatch is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
