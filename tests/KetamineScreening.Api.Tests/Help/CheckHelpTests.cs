using System.Globalization;

namespace KetamineScreening.Api.Tests.Help;

/// <summary>The command <c>check-help</c>.</summary>
public sealed class CheckHelpTests : IDisposable
{
    private const string Source = "https://www.hse.ie";

    private readonly ContentFolder content = new();
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private Dictionary<string, string> Settings => content.QuietSettings(folder);

    [Theory]
    [InlineData(60)]
    [InlineData(61, "--days", "61")]
    [InlineData(0, "--days", "0")]
    [InlineData(-1, "--days", "0")]
    public async Task Entries_that_expire_by_the_last_day_are_listed_and_the_exit_code_is_1(int expiresIn, params string[] arguments)
    {
        var day = Expire(("ie-hse-drugs-alcohol", expiresIn), ("find-a-helpline", expiresIn - 1));
        var ended = await Executable.Run(Settings, ["check-help", .. arguments]);

        Assert.Equal(
            $"find-a-helpline\tinternational\t{day.AddDays(-1):yyyy-MM-dd}\t{Source}\n"
                + $"ie-hse-drugs-alcohol\tIE\t{day:yyyy-MM-dd}\t{Source}\n",
            ended.Output);
        Assert.Equal(1, ended.ExitCode);
    }

    [Theory]
    [InlineData(61)]
    [InlineData(31, "--days", "29")]
    public async Task When_none_expires_by_then_the_exit_code_is_0_and_nothing_is_written(int expiresIn, params string[] arguments)
    {
        Expire(("ie-hse-drugs-alcohol", expiresIn));
        var ended = await Executable.Run(Settings, ["check-help", .. arguments]);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
    }

    public void Dispose()
    {
        content.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // All other entries expire long after the days that are checked.
    private DateOnly Expire(params (string Id, int Days)[] entries)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        content.Change("help/directory.json", help =>
        {
            foreach (var entry in HelpReading.Entries(help))
            {
                entry["reviewBy"] = Text(today.AddDays(4000));
                entry["lastVerified"] = "2020-01-01";
            }

            foreach (var (id, days) in entries)
            {
                var entry = HelpReading.Entry(help, id);
                (entry["reviewBy"], entry["source"]) = (Text(today.AddDays(days)), Source);
            }
        });
        return today.AddDays(entries[0].Days);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
