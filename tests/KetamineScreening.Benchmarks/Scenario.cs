using System.Net;

namespace KetamineScreening.Benchmarks;

/// <summary>A measurement of one server with one kind of request.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="Server">Returns the running server.</param>
/// <param name="Requests">The requests.</param>
/// <param name="Status">Expected status of the responses.</param>
/// <param name="ExpectedText">Text that the responses contain.</param>
/// <param name="Connections">Number of concurrent connections; null for that of the scenario.</param>
internal sealed record Row(
    string Name,
    Func<Task<Target>> Server,
    Requests Requests,
    HttpStatusCode Status = HttpStatusCode.OK,
    string ExpectedText = "",
    int? Connections = null)
{
    /// <summary>Further nodes that share the connections with <see cref="Server"/>.</summary>
    public IReadOnlyList<Func<Task<Target>>> MoreNodes { get; init; } = [];

    /// <summary>Number of threads of the load generator.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether failed requests are reported instead of ending the run: the server is not part of this project.</summary>
    public bool MayFail { get; init; }

    /// <summary>Returns all nodes.</summary>
    public async Task<IReadOnlyList<Target>> Nodes()
    {
        List<Target> nodes = [await Server()];
        foreach (var node in MoreNodes) nodes.Add(await node());
        return nodes;
    }
}

/// <summary>Rows that are measured in turn and compared with a reference row.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">Title in the report.</param>
/// <param name="Connections">Number of concurrent connections.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Reference">Name of the reference row.</param>
/// <param name="IsShort">Whether the short form includes the scenario.</param>
internal sealed record Scenario(
    string Name, string Title, int Connections, IReadOnlyList<Row> Rows, string Reference, bool IsShort = true);
