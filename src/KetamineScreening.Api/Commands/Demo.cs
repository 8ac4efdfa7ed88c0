using System.CommandLine;
using System.CommandLine.Parsing;
using System.Data.Common;
using System.Globalization;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Commands;

/// <summary>Releases synthetic screenings of the last six periods, so that a newcomer can see releases and a series.</summary>
/// <remarks>
/// The screenings take the path of real ones: checked, scored, added to noise, released with noise again. Their periods and releases
/// are marked, and real ones of the same store are left alone.
/// </remarks>
internal sealed class Demo : StoreCommand
{
    private const int Periods = 6;
    private const int FewestScreenings = 300;
    private const int MostScreenings = 1_000_000;

    private readonly Argument<int> screenings = new("SCREENINGS")
    {
        Description = "Synthetic screenings of each questionnaire in the last period, from 300 to 1,000,000; earlier periods have fewer.",
        DefaultValueFactory = _ => 20_000,
        CustomParser = ReadScreenings,
    };

    public Demo()
        : base("demo", "Makes releases of synthetic screenings, marked as such, of the last six periods.") => Add(screenings);

    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        await DiscardUnfinishedAsync(services);
        var isMade = false;
        var lifecycle = services.GetRequiredService<PeriodLifecycle>();
        foreach (var (published, span, index) in Demonstrations(services))
        {
            var major = published.Current.Version.Major;
            if (await lifecycle.BeginAsync(published, major, span, synthetic: true, CancellationToken.None) is not { } period) continue;
            await FillAsync(services, published, period, index, arguments.GetValue(screenings));
            await lifecycle.ReleaseAsync(period, CancellationToken.None);
            Console.WriteLine($"SYNTHETIC release made: /v1/releases/{period.Id}");
            isMade = true;
        }

        await lifecycle.ReclaimAsync(CancellationToken.None);
        if (isMade) return 0;
        await Console.Error.WriteLineAsync(
            "The store has synthetic releases already, and a release is never made twice. Use another store: set "
            + "Store__ConnectionString=\"Data Source=data/demo.db\", here and for the service that is to show it.");
        return 1;
    }

    // Periods of a demonstration that was interrupted. Its releases stay, and the others are made now.
    private static async Task DiscardUnfinishedAsync(IServiceProvider services)
    {
        var store = services.GetRequiredService<PeriodStore>();
        foreach (var period in (await store.ListAsync(CancellationToken.None)).Where(period => period.IsSynthetic))
        {
            await store.DiscardAsync(period.Id, CancellationToken.None);
        }
    }

    private static IEnumerable<(PublishedQuestionnaire Published, CalendarPeriod Span, int Index)> Demonstrations(IServiceProvider services)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var spans = new List<CalendarPeriod> { services.GetRequiredService<PeriodOptions>().Current(now).Previous() };
        while (spans.Count < Periods) spans.Insert(0, spans[0].Previous());
        return
            from published in services.GetRequiredService<QuestionnaireCatalog>().Questionnaires
            from entry in spans.Select((span, index) => (span, index))
            select (published, entry.span, entry.index);
    }

    // Everything is summed in memory, so that each period is written once.
    private static async Task FillAsync(
        IServiceProvider services, PublishedQuestionnaire published, Period period, int index, int screenings)
    {
        var respondents = new SyntheticRespondents(published.Current.Questionnaire, index);
        var vocabulary = published.VocabularyOf((int)period.Major, period.Noise.Profile);
        var sums = new long[vocabulary.Cells.Length];
        var count = screenings * (Periods + index + 1) / (2 * Periods);
        for (var i = 0; i < count; i++)
        {
            var (result, about) = respondents.Next();
            vocabulary.Add(result, about, sums);
        }

        await using var connection = await services.GetRequiredService<DbDataSource>().OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await services.GetRequiredService<PeriodStore>().RewriteAsync(connection, transaction, period, counters =>
        {
            for (var cell = 0; cell < sums.Length; cell++) counters[cell] += sums[cell];
        });
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static int ReadScreenings(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number is < FewestScreenings or > MostScreenings)
        {
            argument.AddError($"{argument.Argument.Name} is '{text}'; it has to be a whole number from 300 to 1,000,000.");
        }

        return number;
    }
}
