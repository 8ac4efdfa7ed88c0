namespace KetamineScreening.Benchmarks;

/// <summary>A survey back end that runs already and is measured beside the service.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="Url">Address that receives a submission.</param>
/// <param name="Body">Body of a submission; <c>{unique}</c> in it is replaced by a text that no other request has.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="ProcessId">Id of its process, for the processor time and the memory; its database is not included.</param>
internal sealed record Peer(string Name, Uri Url, string Body, string ContentType, int ProcessId)
{
    /// <summary>Base address.</summary>
    public Uri Address => new(Url, "/");

    /// <summary>The submission.</summary>
    public Requests Requests =>
        new([new Message("POST", Url.PathAndQuery, new Dictionary<string, string> { ["Content-Type"] = ContentType }, Body)]);
}
