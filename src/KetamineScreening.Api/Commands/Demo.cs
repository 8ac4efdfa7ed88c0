using System.Data.Common;
using System.Globalization;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Commands;

/// <summary>Makes the last quarter up, in a fresh store, and closes it, so that a newcomer sees a release within a minute.</summary>
/// <remarks>The screenings go the way of real ones: checked, scored, summed, committed in batches onto noise, closed by the gate.</remarks>
internal sealed class Demo : IVerb
{
    private const int BatchSize = 100;

    /// <inheritdoc />
    public string Word => "demo";

    /// <inheritdoc />
    public string Usage => "demo [SCREENINGS, from 300 to 1000000; 2000 when left out]";

    /// <inheritdoc />
    public bool Takes(IReadOnlyList<string> words) => words.Count == 0 || (words.Count == 1 && Number(words) is >= 300 and <= 1_000_000);

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        var releases = services.GetRequiredService<ReleaseStore>();
        if ((await releases.ListAsync(CancellationToken.None)).Count > 0 || (await services.GetRequiredService<PeriodStore>().ListAsync(CancellationToken.None)).Count > 0)
        {
            await Console.Error.WriteLineAsync("The store holds periods or releases. A demonstration is made in a store of its own, so that made-up and real totals never meet: set Store__ConnectionString=\"Data Source=data/demo.db\", here and for the service that is to show it.");
            return 1;
        }

        var now = Quarter.Of(services.GetRequiredService<TimeProvider>().GetUtcNow());
        foreach (var instrument in services.GetRequiredService<QuestionnaireCatalog>().Questionnaires)
        {
            await FillAsync(services, instrument, now.Previous(), words.Count == 0 ? 2000 : Number(words));
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

    private static async Task FillAsync(IServiceProvider services, PublishedQuestionnaire instrument, Quarter quarter, int screenings)
    {
        var (periods, counters) = (services.GetRequiredService<PeriodLifecycle>(), services.GetRequiredService<CounterStore>());
        var questionnaire = instrument.Current.Questionnaire;
        var vocabulary = instrument.VocabularyOf(questionnaire.Version.Major);
        var people = new MadeUpPeople(questionnaire);
        var mark = new CommitMark();
        var period = await periods.OpenAsync(instrument.Id, questionnaire.Version.Major, vocabulary, quarter, synthetic: true, CancellationToken.None);
        for (var done = 0; done < screenings;)
        {
            // What is left over joins the last batch, so that none is small.
            var size = screenings - done < 2 * BatchSize ? screenings - done : BatchSize;
            var batch = Batch.Empty(instrument.Id, questionnaire.Version.Major, vocabulary);
            for (var i = 0; i < size; i++) batch.Add(people.Next());
            await counters.AddAsync(mark, [(period.Id, batch)], CancellationToken.None);
            mark.Settle();
            done += size;
        }

        await mark.ForgetAsync(services.GetRequiredService<DbDataSource>(), CancellationToken.None);
    }

    private static int Number(IReadOnlyList<string> words) =>
        int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>People who do not exist: each has a severity, and answers accordingly.</summary>
    private sealed class MadeUpPeople(Questionnaire questionnaire)
    {
        // Made-up people need no secret randomness, and the same ones each time make a demonstration easy to compare.
        private readonly Random random = new(20260930);

        public ScreeningResult Next()
        {
            var severity = random.NextDouble();
            var leavesOut = random.NextDouble() < 0.2;
            var answers = Interview.Of(questionnaire, item => !item.Required && leavesOut && random.NextDouble() < 0.1 ? -1 : Choose(item, severity));
            AnswerSheet.Check(questionnaire, answers, out var sheet);
            return Scorer.Score(sheet!);
        }

        private int Choose(Item item, double severity)
        {
            if (item.Required) return Math.Min(item.Options.Length - 1, (int)(item.Options.Length * Math.Sqrt(random.NextDouble())));
            var tendency = 0.6 * severity * severity + 0.4 * random.NextDouble() * random.NextDouble();
            return Math.Min(item.Options.Length - 1, (int)(item.Options.Length * tendency));
        }
    }
}
