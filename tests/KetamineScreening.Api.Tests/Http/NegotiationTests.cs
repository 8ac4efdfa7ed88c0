using System.Net;
using FsCheck.Fluent;
using KetamineScreening.Api.Tests.Fuzzing;

namespace KetamineScreening.Api.Tests.Http;

/// <summary>Regions, scripts and other names of a language, with a service in German, Bokmål, Portuguese of Brazil and Chinese.</summary>
public sealed class NegotiationTests(NegotiationTests.FiveLanguages service) : IClassFixture<NegotiationTests.FiveLanguages>
{
    [Theory]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-PT", "pt-BR")]
    [InlineData("pt-PT, de;q=0.9", "pt-BR")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh-HK", "zh-Hant")]
    [InlineData("zh-MO", "zh-Hant")]
    [InlineData("zh-Hant-HK", "zh-Hant")]
    [InlineData("zh_TW", "zh-Hant")]
    [InlineData("yue-HK", "zh-Hant")]
    [InlineData("zh-TW, zh;q=0.9, en;q=0.8", "zh-Hant")]
    [InlineData("zh-CN", "zh-Hant")]
    [InlineData("zh", "zh-Hant")]
    [InlineData("zh-Hans", "zh-Hant")]
    [InlineData("zh-CN, zh;q=0.9", "zh-Hant")]
    [InlineData("zh-CN, zh;q=0.9, en;q=0.8", "en")]
    [InlineData("zh-Hans, de;q=0.1", "de")]
    [InlineData("zh-SG, fr", "zh-Hant")]
    [InlineData("cmn-CN, de;q=0.5", "de")]
    [InlineData("cmn, de;q=0.5", "de")]
    [InlineData("cmn-TW, de;q=0.5", "zh-Hant")]
    [InlineData("zh-CN, *;q=0.5", "en")]
    [InlineData("no", "nb")]
    [InlineData("nn", "nb")]
    [InlineData("nn-NO, en;q=0.5", "nb")]
    [InlineData("nb-NO", "nb")]
    [InlineData("de_DE", "de")]
    [InlineData("de_DE.UTF-8", "de")]
    [InlineData("de-AT", "de")]
    [InlineData("DE-latn-ch", "de")]
    [InlineData("*", "en")]
    [InlineData("*;q=0.5, de;q=0.1", "en")]
    [InlineData("de;q=0, nb;q=0.1", "nb")]
    [InlineData("de-AT, de;q=0", "en")]
    [InlineData("no, nb;q=0", "en")]
    [InlineData("zh-TW, zh;q=0", "en")]
    [InlineData("en;q=0", "en")]
    [InlineData("d, deu, german", "en")]
    [InlineData("de;q=high", "en")]
    public async Task A_header_gets_the_language_that_its_sender_expects(string header, string language)
    {
        using var response = await Get(header);

        Assert.Equal((HttpStatusCode.OK, language), (response.StatusCode, response.Header("Content-Language")));
    }

    [Theory]
    [InlineData("/fhir/Questionnaire/ketamine-quick-check", "zh-HK", "zh-Hant")]
    [InlineData("/fhir/Questionnaire/ketamine-quick-check?_language=pt", "de", "pt-BR")]
    [InlineData("/fhir/Questionnaire/no-such?_language=nn", "de", "nb")]
    [InlineData("/fhir/Questionnaire/ketamine-quick-check?_language=", "de", "de")]
    public async Task Fhir_follows_the_same_rules(string address, string header, string language)
    {
        using var response = await Get(header, address);

        Assert.Equal(language, response.Header("Content-Language"));
    }

    [Fact]
    public async Task A_language_that_only_an_older_version_has_is_not_served()
    {
        using var content = ContentFolder.WithLanguageXx();
        foreach (var file in content.EnglishFiles.Select(file => file.Replace("en.json", "xx.json", StringComparison.Ordinal)))
        {
            if (!file.Contains(Some.QuickCheck, StringComparison.Ordinal)) File.Delete(content.PathOf(file));
        }

        content.AddVersion(Some.QuickCheck, "2.1.0", _ => { });
        File.Delete(content.PathOf($"questionnaires/{Some.QuickCheck}/2.1.0/xx.json"));
        content.Publish();
        await using var english = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/questionnaires/{Some.QuickCheck}/{Some.Version}");
        request.Headers.AcceptLanguage.Add(new("xx"));
        using var document = await english.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var result = await english.Post(
            Some.QuickCheck,
            $$"""{"version":"{{Some.Version}}","answers":{"last-used":"never"},"contribute":false}""",
            post => post.Headers.AcceptLanguage.Add(new("xx")));

        Assert.Equal(
            [(HttpStatusCode.OK, "en"), (HttpStatusCode.OK, "en")],
            [(document.StatusCode, document.Header("Content-Language")), (result.StatusCode, result.Header("Content-Language"))]);
    }

    [Fact, Trait("kind", "fuzz")]
    public void Any_header_gets_one_of_the_languages()
    {
        var fragments = Gen.Elements(
            "de", "DE", "zh", "Hant", "hans", "TW", "no", "pt", "xx", "-", "_", ",", ", ", ";", ";q=", "q", "=", "0", "1", "0.5", "-1", "*",
            " ", ".", "\"", "\t", new string('a', 300));
        Fuzz.ForAll(fragments.ListOf().Select(string.Concat), 300, async header =>
        {
            using var response = await Get(header);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains(response.Header("Content-Language"), FiveLanguages.All);
        });
    }

    private Task<HttpResponseMessage> Get(string header, string address = "/v1/privacy")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Language", header);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public sealed class FiveLanguages : IAsyncDisposable
    {
        private readonly ContentFolder content = ContentFolder.WithLanguages("de", "nb", "pt-BR", "zh-Hant");
        private readonly Service service;

        public FiveLanguages() => service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        public static IReadOnlyList<string> All { get; } = ["de", "en", "nb", "pt-BR", "zh-Hant"];

        public HttpClient Http => service.Http;

        public async ValueTask DisposeAsync()
        {
            await service.DisposeAsync();
            content.Dispose();
        }
    }
}
