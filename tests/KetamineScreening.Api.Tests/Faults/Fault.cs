namespace KetamineScreening.Api.Tests.Faults;

/// <summary>Writes the rows of the table of faults, attempts and losses.</summary>
/// <remarks>
/// To print the table:
/// <code>
/// dotnet test tests/KetamineScreening.Api.Tests --filter kind=fault --logger "console;verbosity=detailed" \
///   | grep -o '| .* |$' | sort -u
/// </code>
/// Set <c>FAULT_TIMES=20</c> to run twenty times as many attempts.
/// </remarks>
public static class Fault
{
    /// <summary>Factor for the number of attempts; 1 unless <c>FAULT_TIMES</c> is set.</summary>
    public static int Times { get; } =
        int.Parse(Environment.GetEnvironmentVariable("FAULT_TIMES") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Writes one row to the test output; to be called after all assertions of the test.</summary>
    public static void Write(string fault, string attempts, string losses) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"| {fault} | {attempts} | {losses} |");
}
