namespace KetamineScreening.Benchmarks;

/// <summary>The service and the empty FastEndpoints application, published in the same way.</summary>
/// <param name="Service">Executable of the service.</param>
/// <param name="Empty">Executable of the empty application.</param>
internal sealed record PublishedPair(string Service, string Empty)
{
    /// <summary>The two in a folder that the script <c>measure</c> has filled.</summary>
    public static PublishedPair In(string folder) => new(
        Path.Combine(folder, "service", "KetamineScreening.Api"),
        Path.Combine(folder, "empty", "KetamineScreening.EmptyApi"));
}
