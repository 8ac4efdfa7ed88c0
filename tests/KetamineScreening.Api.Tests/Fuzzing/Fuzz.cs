using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>How long to go on with random cases. The long form by hand: <c>FUZZ_TIMES=100 dotnet test --filter kind=fuzz</c>.</summary>
public static class Fuzz
{
    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("FUZZ_TIMES") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Settings of a service whose log holds all that anybody can have logged, and whose console does not.</summary>
    public static IReadOnlyDictionary<string, string> LogEverything { get; } = new Dictionary<string, string>
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft"] = "Trace",
        ["Logging:LogLevel:KetamineScreening.Access"] = "Trace",
        ["Logging:Console:LogLevel:Default"] = "None",
        ["Logging:Console:LogLevel:Microsoft"] = "None",
    };

    /// <summary>So many cases, or so many times more in the long form.</summary>
    public static int Cases(int few) => few * Times;

    /// <summary>Holds a rule to random values, until one breaks it; the failure says the value and the seed.</summary>
    /// <remarks>To repeat a failure give its seed, the two numbers in its first line, as <c>FUZZ_SEED=1,2</c>.</remarks>
    public static void ForAll<T>(Gen<T> values, int cases, Func<T, Task> rule) =>
        Prop.ForAll(values.ToArbitrary(), rule).Check(Repeated(Config.QuickThrowOnFailure.WithMaxTest(Cases(cases))));

    private static Config Repeated(Config config) =>
        Environment.GetEnvironmentVariable("FUZZ_SEED")?.Split(',') is [var seed, var gamma]
            ? config.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture))
            : config;
}
