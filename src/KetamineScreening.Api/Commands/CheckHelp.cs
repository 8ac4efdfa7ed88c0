using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Commands;

/// <summary>Lists the entries of the help directory that have to be reviewed soon.</summary>
internal sealed class CheckHelp : Command, IServiceCommand
{
    private readonly Option<int> days = new("--days")
    {
        HelpName = "N",
        Description = "Number of days from today, from 0 to 3650.",
        DefaultValueFactory = _ => 60,
        CustomParser = ReadDays,
    };

    public CheckHelp()
        : base(
            "check-help",
            "Lists the help contacts that expire within some days: id, country, review date and source. Exits with 1 when there are any.")
        => Add(days);

    /// <inheritdoc />
    public Task<int> RunAsync(IServiceProvider services, ParseResult arguments)
    {
        var expiring = services.GetRequiredService<HelpDirectory>().ExpiringWithin(arguments.GetValue(days));
        foreach (var (country, entry) in expiring)
        {
            Console.WriteLine($"{entry.Id}\t{country ?? "international"}\t{entry.ReviewBy:yyyy-MM-dd}\t{entry.Source}");
        }

        return Task.FromResult(expiring.Count > 0 ? 1 : 0);
    }

    private static int ReadDays(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number > 3650) argument.AddError($"--days is '{text}'; it has to be a whole number from 0 to 3650.");
        return number;
    }
}
