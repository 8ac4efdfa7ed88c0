namespace KetamineScreening.Api.Tests.Questionnaires;

public sealed class GetTestVectorsTests(SharedService service)
{
    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task The_service_returns_the_expected_result_of_every_vector(string id)
    {
        var vectors = (await service.Get($"/v1/questionnaires/{id}/{await service.Version(id)}/test-vectors"))["vectors"]!.AsArray();

        Assert.True(vectors.Count > 20);
        foreach (var vector in vectors)
        {
            var answers = vector!["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
            var result = await service.Screen(id, answers);
            var expected = vector["expected"]!;
            Assert.Equal((string)expected["band"]!, (string)result["band"]!["code"]!);
            Assert.Equal((int)expected["score"]!, (int)result["score"]!["value"]!);
            Assert.Equal(
                expected["flags"]!.AsArray().Select(flag => (string)flag!),
                result["flags"]!.AsArray().Select(flag => (string)flag!["code"]!));
        }
    }
}
