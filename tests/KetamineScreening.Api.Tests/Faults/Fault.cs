namespace KetamineScreening.Api.Tests.Faults;

/// <summary>Writes one row of the table "fault, attempts, losses".</summary>
/// <remarks>
/// The table: <c>dotnet test tests/KetamineScreening.Api.Tests --filter kind=fault --logger "console;verbosity=detailed" | grep -o '| .* |$' | sort -u</c>.
/// The long form, by hand: the same with <c>FAULT_TIMES=20</c>.
/// </remarks>
public static class Fault
{
    /// <summary>How many times longer than in the short form.</summary>
    public static int Times { get; } = int.Parse(Environment.GetEnvironmentVariable("FAULT_TIMES") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes a row; it is only reached when all that is promised held.</summary>
    public static void Write(string fault, string attempts, string losses) => TestContext.Current.TestOutputHelper?.WriteLine($"| {fault} | {attempts} | {losses} |");
}
