using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>The service stops while nine forged screenings and perhaps a tenth person wait; then the period is released.</summary>
/// <param name="name">Name of the attack.</param>
/// <param name="isRestored">Whether an older copy of the store, which already has these ten, is put in place at the stop.</param>
internal sealed class Stop(string name, bool isRestored) : SingleAttack(new(name))
{
    private const double Rho = 0.125;

    public override int Rounds => 2;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync();
        for (var round = 0; round < rounds; round++)
        {
            var tookPart = KnownQuestionnaire.All.ToDictionary(questionnaire => questionnaire, _ => random.Next(2));
            var forged = KnownQuestionnaire.All.ToDictionary(known => known, known => known.Crowd(9, random));
            await target.PostAsync(KnownQuestionnaire.All.SelectMany(questionnaire =>
                tookPart[questionnaire] == 1 ? [questionnaire.Extreme(last: true), .. forged[questionnaire]] : forged[questionnaire]));
            if (isRestored && target is RealTarget real) await RestoreAsync(real, random);
            else await target.RestartAsync();
            foreach (var (questionnaire, release) in await target.EndPeriodAsync())
            {
                var person = questionnaire.Extreme(last: true);
                long[] nobody = new long[person.Vector.Count];
                var guess = Guess.Of(release.Tables, forged[questionnaire], [nobody, person.Vector], random);
                Row.Add(guess, tookPart[questionnaire], 0.5, Bounds.TookPart(Rho));
            }
        }
    }

    private static async Task RestoreAsync(RealTarget target, Random random)
    {
        await target.TurnAsync();
        var backup = await File.ReadAllBytesAsync(target.StoreFile);
        await target.PostAsync(KnownQuestionnaire.All.SelectMany(questionnaire => questionnaire.Crowd(9, random)));
        await target.TurnAsync();
        await target.RestoreAsync(() => File.WriteAllBytesAsync(target.StoreFile, backup));
    }
}

/// <summary>After a release, an older state of the store with the open period is put back, so that it would be released again.</summary>
internal sealed class OldState() : SingleAttack(new("an old state of the store put back after the release: released again"))
{
    public override int Rounds => 1;

    public override bool AppliesToNaive => false;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        for (var round = 0; round < rounds; round++)
        {
            await using var target = new RealTarget(new Setup());
            await target.TurnAsync();
            var old = await File.ReadAllBytesAsync(target.StoreFile);
            await target.EndPeriodAsync();
            var isRefused = false;
            var released = await File.ReadAllBytesAsync(target.StoreFile);
            await target.RestoreAsync(async () =>
            {
                await File.WriteAllBytesAsync(target.StoreFile, old);
                isRefused = !target.CanStart();
                var after = await File.ReadAllBytesAsync(target.StoreFile);
                if (!after.AsSpan().SequenceEqual(old)) Row.AddFault("the store was changed");
                await File.WriteAllBytesAsync(target.StoreFile, released);
            });
            Row.AddComparisons();
            if (!isRefused) Row.AddFault("the service started with it");
        }
    }
}
