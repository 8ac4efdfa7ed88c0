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
    private const int BatchSize = 100;

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

        var now = Quarter.Of(services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var published in services.GetRequiredService<QuestionnaireCatalog>().Questionnaires)
        {
            await FillAsync(services, published, now.Previous(), arguments.GetValue(screenings));
        }

        var periods = services.GetRequiredService<PeriodLifecycle>();
        foreach (var period in await periods.OverAsync(now, CancellationToken.None))
        {
            await periods.CloseAsync(period, now, remainder: null, mark: null, CancellationToken.None);
            Console.WriteLine($"SYNTHETIC release made: /v1/releases/{period.Id}");
        }

        await periods.ReclaimAsync(CancellationToken.None);
        return 0;
    }

    private static async Task FillAsync(IServiceProvider services, PublishedQuestionnaire published, Quarter quarter, int count)
    {
        var (periods, counters) = (services.GetRequiredService<PeriodLifecycle>(), services.GetRequiredService<CounterStore>());
        var questionnaire = published.Current.Questionnaire;
        var major = questionnaire.Version.Major;
        var vocabulary = published.VocabularyOf(major);
        var respondents = new SyntheticRespondents(questionnaire);
        var mark = new CommitMark();
        var period = await periods.OpenAsync(published.Id, major, vocabulary, quarter, synthetic: true, CancellationToken.None);
        for (var done = 0; done < count;)
        {
            // The last batch takes the remainder too, so that no batch is small.
            var size = count - done < 2 * BatchSize ? count - done : BatchSize;
            var batch = Batch.Empty(published.Id, major, vocabulary);
            for (var i = 0; i < size; i++) batch.Add(respondents.Next());
            await counters.AddAsync(mark, [(period.Id, batch)], CancellationToken.None);
            mark.Settle();
            done += size;
        }

        await mark.ForgetAsync(services.GetRequiredService<DbDataSource>(), CancellationToken.None);
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
