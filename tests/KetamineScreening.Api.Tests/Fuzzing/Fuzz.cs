using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>Runs random cases; <c>FUZZ_TIMES=100 dotnet test --filter kind=fuzz</c> runs a hundred times as many.</summary>
public static partial class Fuzz
{
    /// <summary>Settings that record every category at every level in the log of the test, and write nothing to the console.</summary>
    public static IReadOnlyDictionary<string, string> LogEverything { get; } = new Dictionary<string, string>
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft"] = "Trace",
        ["Logging:LogLevel:KetamineScreening.Access"] = "Trace",
        ["Logging:Console:LogLevel:Default"] = "None",
        ["Logging:Console:LogLevel:Microsoft"] = "None",
    };

    /// <summary>Checks a rule for random values; a failure reports the value and the seed.</summary>
    /// <remarks>To repeat a failure, set <c>FUZZ_SEED=1,2</c> to the two numbers in its first line.</remarks>
    public static void ForAll<T>(Gen<T> values, int cases, Func<T, Task> rule) =>
        Prop.ForAll(values.ToArbitrary(), rule).Check(WithSeed(Config.QuickThrowOnFailure.WithMaxTest(Cases(cases))));

    private static Config WithSeed(Config config) =>
        Environment.GetEnvironmentVariable("FUZZ_SEED")?.Split(',') is [var seed, var gamma]
            ? config.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture))
            : config;
}
