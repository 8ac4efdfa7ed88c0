using System.CommandLine;
using System.CommandLine.Parsing;
using System.Data.Common;
using System.Globalization;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Commands;

/// <summary>Fills a new store with synthetic screenings of the last quarter and closes it, so that a newcomer can see a release.</summary>
/// <remarks>The screenings take the path of real ones: checked, scored, counted in batches on top of noise, closed by the gate.</remarks>
internal sealed class Demo : StoreCommand
{
    private readonly Argument<int> screenings = new("SCREENINGS")
    {
        Description = "Synthetic screenings of each questionnaire, from 300 to 1,000,000.",
        DefaultValueFactory = _ => 2000,
        CustomParser = ReadScreenings,
    };

    public Demo()
        : base("demo", "Makes a release of synthetic screenings, marked as such, in a store that is still empty.") => Add(screenings);

    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        var releases = services.GetRequiredService<ReleaseStore>();
        var openPeriods = services.GetRequiredService<PeriodStore>();
        if ((await releases.ListAsync(CancellationToken.None)).Count > 0 || (await openPeriods.ListAsync(CancellationToken.None)).Count > 0)
        {
            await Console.Error.WriteLineAsync(
                "The store holds periods or releases. A demonstration is made in a store of its own, so that made-up and real totals " +
                "never meet: set Store__ConnectionString=\"Data Source=data/demo.db\", here and for the service that is to show it.");
            return 1;
        }

        var periods = services.GetRequiredService<PeriodLifecycle>();
        var span = services.GetRequiredService<PeriodOptions>().Current(services.GetRequiredService<TimeProvider>().GetUtcNow()).Previous();
        foreach (var published in services.GetRequiredService<QuestionnaireCatalog>().Questionnaires)
        {
            var major = published.Current.Version.Major;
            if (await periods.BeginAsync(published, major, span, synthetic: true, CancellationToken.None) is not { } period) continue;
            await FillAsync(services, published, period, arguments.GetValue(screenings));
            await periods.ReleaseAsync(period, CancellationToken.None);
            Console.WriteLine($"SYNTHETIC release made: /v1/releases/{period.Id}");
        }

        await periods.ReclaimAsync(CancellationToken.None);
        return 0;
    }

    private static async Task FillAsync(IServiceProvider services, PublishedQuestionnaire published, Period period, int count)
    {
        var respondents = new SyntheticRespondents(published.Current.Questionnaire);
        var vocabulary = published.VocabularyOf((int)period.Major, period.Noise.Profile);
        var sum = new long[vocabulary.Cells.Length];
        for (var i = 0; i < count; i++) vocabulary.Add(respondents.Next(), AboutPerson.NotGiven, sum);
        await using var connection = await services.GetRequiredService<DbDataSource>().OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await services.GetRequiredService<PeriodStore>().RewriteAsync(connection, transaction, period, counters =>
        {
            for (var cell = 0; cell < counters.Length; cell++) counters[cell] += sum[cell];
        });
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static int ReadScreenings(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number is < 300 or > 1_000_000)
        {
            argument.AddError($"{argument.Argument.Name} is '{text}'; it has to be a whole number from 300 to 1,000,000.");
        }

        return number;
    }
}
