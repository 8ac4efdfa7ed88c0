using KetamineScreening.Benchmarks.References;

namespace KetamineScreening.Benchmarks;

/// <summary>
/// Measures the service against references on the same machine, in turn. `--short` takes about a minute; without it, about
/// eight. Ratios mean something on another machine too; figures do not.
/// </summary>
internal static class Measurement
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["serve", var name, var size])
        {
            await Reference.Serve(name, int.Parse(size, System.Globalization.CultureInfo.InvariantCulture));
            return 0;
        }

        if (!Load.IsInstalled)
        {
            await Console.Error.WriteLineAsync("wrk is missing, which makes the load. On Debian: apt-get install wrk");
            return 1;
        }

        var isShort = arguments.Contains("--short");
        Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
        Parts.Measure(isShort);
        await new Comparison(rounds: isShort ? 3 : 5, seconds: isShort ? 2 : 4, isShort).Run();
        return 0;
    }
}
