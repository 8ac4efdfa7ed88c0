using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks;

/// <summary>An attack, or several that share their people, with a row of the report for each.</summary>
internal abstract class Attack
{
    /// <summary>Its rows.</summary>
    public abstract IReadOnlyList<Row> Rows { get; }

    /// <summary>Rounds of the short form; the long form has twenty times as many.</summary>
    public abstract int Rounds { get; }

    /// <summary>Whether a naive build has what is attacked.</summary>
    public virtual bool AppliesToNaive => true;

    /// <summary>Whether it measures time, so that it runs alone and in the long form only.</summary>
    public virtual bool MeasuresTime => false;

    /// <summary>Whether it needs a PostgreSQL server.</summary>
    public virtual bool NeedsPostgres => false;

    /// <summary>Whether it needs nginx.</summary>
    public virtual bool NeedsNginx => false;

    /// <summary>Attacks a target.</summary>
    /// <param name="lab">Starts targets.</param>
    /// <param name="rounds">Number of rounds.</param>
    /// <param name="random">Source of the people and of blind guesses.</param>
    public abstract Task RunAsync(Lab lab, int rounds, Random random);
}

/// <summary>An attack with one row.</summary>
/// <param name="row">The row.</param>
internal abstract class SingleAttack(Row row) : Attack
{
    public override IReadOnlyList<Row> Rows => [row];

    /// <summary>The row.</summary>
    protected Row Row => row;
}

/// <summary>Starts the targets of one kind.</summary>
/// <param name="isNaive">Whether they are naive builds.</param>
/// <param name="postgres">A running PostgreSQL server; null when there is none.</param>
internal sealed class Lab(bool isNaive, PostgresServer? postgres)
{
    /// <summary>Whether the targets are naive builds.</summary>
    public bool IsNaive => isNaive;

    /// <summary>The PostgreSQL server.</summary>
    public PostgresServer Postgres => postgres!;

    /// <summary>Connection string of a new database.</summary>
    public string NewDatabase() => Postgres.Database($"attack{Guid.NewGuid():N}");

    /// <summary>Whether there is a PostgreSQL server.</summary>
    public bool HasPostgres => postgres is not null;

    /// <summary>Starts a target. The naive build behind a proxy is the real service behind one that compresses its results.</summary>
    public async Task<ITarget> StartAsync(Setup? setup = null)
    {
        setup ??= new Setup();
        if (isNaive && !setup.HasProxy) return await NaiveTarget.StartAsync(setup);
        var target = new RealTarget(setup);
        if (setup.HasProxy) await target.StartProxyAsync(compressesResults: isNaive);
        return target;
    }
}
