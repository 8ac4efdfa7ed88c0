using System.CommandLine;
using KetamineScreening.Api.Periods;

namespace KetamineScreening.Api.Commands;

/// <summary>Discards a whole open period, for example after abuse; a part of one cannot be changed.</summary>
internal sealed class DiscardPeriod : StoreCommand
{
    private readonly Argument<string> id = new("ID")
    {
        Description = "Id of an open period, as list-periods prints it.",
        Validators = { RefuseBlank },
    };

    public DiscardPeriod()
        : base("discard-period", "Discards a whole open period, for example after abuse. A part of a period cannot be changed.") => Add(id);

    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        var period = arguments.GetRequiredValue(id);
        if (await services.GetRequiredService<PeriodStore>().DiscardAsync(period, CancellationToken.None))
        {
            Console.WriteLine($"{period} is discarded.");
            return 0;
        }

        await Console.Error.WriteLineAsync($"There is no open period '{period}'.");
        return 1;
    }
}
