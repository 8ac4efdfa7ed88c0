namespace KetamineScreening.Benchmarks;

/// <summary>The service and the empty FastEndpoints application, published in the same form.</summary>
/// <param name="Name">Name of the form.</param>
/// <param name="MostOfEmpty">The target: at most this multiple of the start of the empty application.</param>
/// <param name="Service">Executable of the service.</param>
/// <param name="Empty">Executable of the empty application.</param>
internal sealed record PublishedForm(string Name, double MostOfEmpty, string Service, string Empty)
{
    /// <summary>The forms in a folder that the script <c>measure</c> has filled.</summary>
    public static IReadOnlyList<PublishedForm> In(string folder) =>
    [
        Form(folder, "single file", 1.2, ""),
        Form(folder, "fast-start", 1.1, "-fast"),
    ];

    private static PublishedForm Form(string folder, string name, double mostOfEmpty, string suffix) => new(
        name,
        mostOfEmpty,
        Path.Combine(folder, $"service{suffix}", "KetamineScreening.Api"),
        Path.Combine(folder, $"empty{suffix}", "KetamineScreening.EmptyApi"));
}
