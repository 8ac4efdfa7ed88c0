using System.Globalization;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <content>The number of random cases; a file of its own because projects without FsCheck use it too.</content>
public static partial class Fuzz
{
    private static readonly int Times = int.Parse(Environment.GetEnvironmentVariable("FUZZ_TIMES") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>The number of cases, multiplied by <c>FUZZ_TIMES</c>.</summary>
    public static int Cases(int cases) => cases * Times;
}
