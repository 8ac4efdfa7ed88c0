namespace KetamineScreening.Api.Tests.Learn;

public sealed class LearningTextTests(SharedService service)
{
    [Fact]
    public async Task Each_text_in_the_list_is_at_its_address_with_its_title_its_paragraphs_and_its_sources()
    {
        var list = (await service.Get("/v1/learn"))["texts"]!.AsArray();

        Assert.NotEmpty(list);
        foreach (var entry in list)
        {
            var text = await service.Get((string)entry!["href"]!);
            var sources = text["sources"]!.AsArray().Select(source => (string)source!["id"]!).ToList();
            Assert.Equal(((string)entry["id"]!, (string)entry["title"]!), ((string)text["id"]!, (string)text["title"]!));
            Assert.NotEmpty(text["paragraphs"]!.AsArray());
            Assert.All(text["paragraphs"]!.AsArray(), paragraph => Assert.NotEmpty((string)paragraph!));
            Assert.NotEmpty(text["basis"]!.AsArray());
            Assert.Equal(text["basis"]!.AsArray().Select(basis => (string)basis!["source"]!).Distinct().Order(), sources.Order());
        }
    }

    [Fact]
    public async Task Each_text_is_linked_from_a_result()
    {
        var linked = new HashSet<string>();
        foreach (var id in new[] { Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck })
        {
            var links = (await service.Get($"/v1/questionnaires/{id}"))["learn"]!.AsArray();
            linked.UnionWith(links.Select(link => (string)link!["id"]!));
        }

        var texts = (await service.Get("/v1/learn"))["texts"]!.AsArray().Select(text => (string)text!["id"]!);
        Assert.Equal(texts.Order(), linked.Order());
    }
}
