using System.Text;

namespace KetamineScreening.Api.Tests.Http;

public sealed class CultureAndTimeZoneTests : IDisposable
{
    private static readonly string[] Addresses =
    [
        "/v1/questionnaires/ketamine-self-check", "/v1/help?country=fr", "/v1/questionnaires/ketamine-self-check/2.0.0/redcap.csv",
        "/openapi/v1.json",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Theory]
    [InlineData("tr_TR.UTF-8", "Pacific/Kiritimati")]
    [InlineData("ar_EG.UTF-8", "Pacific/Pago_Pago")]
    public async Task Responses_do_not_depend_on_the_culture_or_time_zone_of_the_machine(string culture, string timeZone)
    {
        var plain = await Responses("C.UTF-8", "UTC");
        var other = await Responses(culture, timeZone);

        Assert.True(plain.Length > 1000);
        Assert.Equal(plain, other);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string> Responses(string culture, string timeZone)
    {
        await using var executable = await Executable.Start(new Dictionary<string, string>
        {
            ["Store:ConnectionString"] = $"Data Source={folder}/store-{Guid.NewGuid():N}.db",
            ["LC_ALL"] = culture,
            ["LANG"] = culture,
            ["TZ"] = timeZone,
        });
        var responses = new StringBuilder();
        foreach (var address in Addresses)
        {
            responses.Append(await executable.Http.GetStringAsync(address, TestContext.Current.CancellationToken));
        }

        using var body = new StringContent(Some.Body(Some.Answers(("bladder", "weekly"))), Encoding.UTF8, "application/json");
        var screenings = $"/v1/questionnaires/{Some.SelfCheck}/screenings?country=ie";
        using var result = await executable.Http.PostAsync(screenings, body, TestContext.Current.CancellationToken);
        return responses.Append(await result.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ToString();
    }
}
