using System.Runtime.InteropServices;

namespace KetamineScreening.Benchmarks;

/// <summary>Ends the servers and deletes their files when the benchmark is interrupted.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The exit code after an interruption.</summary>
    public const int ExitCode = 130;

    private readonly IReadOnlyList<PosixSignalRegistration> registrations;

    /// <summary>Handles the signals until it is disposed.</summary>
    /// <param name="servers">The servers to end.</param>
    public Interruption(Servers servers) =>
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, context => End(context, servers)))];

    /// <summary>Whether a signal has arrived.</summary>
    public static bool Begun { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }

    private static void End(PosixSignalContext context, Servers servers)
    {
        (context.Cancel, Begun) = (true, true);
        Target.EndAll();
        servers.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Load.Clean();
        Environment.Exit(ExitCode);
    }
}
