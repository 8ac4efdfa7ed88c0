using System.CommandLine;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Commands;

/// <summary>Withdraws a release: its address answers 410 with the reason from then on.</summary>
internal sealed class WithdrawRelease : StoreCommand
{
    private readonly Argument<string> id = new("ID")
    {
        Description = "Id of a published release, as list-periods prints it.",
        Validators = { RefuseBlank },
    };

    private readonly Option<string> reason = new("--reason")
    {
        Description = "Shown to everyone who asks for the release.",
        HelpName = "TEXT",
        Required = true,
        Validators = { RefuseBlank },
    };

    public WithdrawRelease()
        : base("withdraw-release", "Withdraws a release: its address answers 410 with the reason from then on.")
    {
        Add(id);
        Add(reason);
    }

    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        var (release, why) = (arguments.GetRequiredValue(id), arguments.GetRequiredValue(reason));
        if (await services.GetRequiredService<ReleaseStore>().WithdrawAsync(release, why.Trim(), CancellationToken.None))
        {
            Console.WriteLine($"{release} is withdrawn.");
            return 0;
        }

        await Console.Error.WriteLineAsync($"There is no published release '{release}'.");
        return 1;
    }
}
