namespace KetamineScreening.Attacks.Targets;

/// <summary>Nodes of one service, with a common PostgreSQL database and common keys; a naive build has a single one.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly List<ITarget> all = [];

    private Nodes()
    {
    }

    /// <summary>A node; a naive build has the same for each index.</summary>
    public ITarget this[int index] => all[index % all.Count];

    /// <summary>Starts nodes, each with its own setup, of which the keys are replaced.</summary>
    public static async Task<Nodes> StartAsync(Lab lab, params IReadOnlyList<Setup> setups)
    {
        var nodes = new Nodes();
        foreach (var setup in lab.IsNaive ? setups.Take(1) : setups)
        {
            nodes.all.Add(await lab.StartAsync(setup with { Keys = nodes.keys.FullName }));
        }

        return nodes;
    }

    /// <summary>Sets the calendars, then lets all nodes take a turn at the same time.</summary>
    public async Task TurnAsync(Func<int, DateTimeOffset> now)
    {
        for (var i = 0; i < all.Count; i++) all[i].Now = now(i);
        await Task.WhenAll(all.Select(node => node.TurnAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in all) await node.DisposeAsync();
        keys.Delete(recursive: true);
    }
}
