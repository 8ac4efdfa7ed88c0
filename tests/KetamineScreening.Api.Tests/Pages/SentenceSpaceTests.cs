using System.Net;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Pages;

/// <summary>Chinese has no space after a full stop or colon, also where a sentence and a link come from two texts.</summary>
public sealed partial class SentenceSpaceTests(SharedService service)
{
    public static TheoryData<string> Pages => ["/", "/data", "/embed/frame", .. SitePages.Addresses];

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_in_Chinese_has_no_space_between_sentences(string page)
    {
        using var response = await service.Http.GetAsync($"{page}?lang=zh-Hant", TestContext.Current.CancellationToken);
        var text = Tag().Replace(Inline().Replace(WebUtility.HtmlDecode(await response.Text()), ""), "\n");

        Assert.Equal("zh-Hant", response.Header("Content-Language"));
        Offenders.None(Stray().Matches(text).Select(match => match.Value));
    }

    [GeneratedRegex(@"</?(a|span|strong|em)\b[^>]*>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Inline();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tag();

    [GeneratedRegex(
        @".{0,20}([。：！？]|\p{IsCJKUnifiedIdeographs}\.) +\S.{0,10}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Stray();
}
