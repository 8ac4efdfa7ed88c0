using System.Net;
using Microsoft.AspNetCore.Connections;
using IPNetwork = System.Net.IPNetwork;

namespace KetamineScreening.Api.Http.Limits;

/// <summary>Limits the connections of one network, so that a single network cannot use up those of the service.</summary>
/// <param name="most">Most connections of one network at a time.</param>
/// <param name="proxies">Networks of known proxies, which have no limit: their connections are those of many clients.</param>
internal sealed class ConnectionLimit(int most, IReadOnlyList<IPNetwork> proxies)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Network, int> open = [];

    /// <summary>Serves a connection, or closes it at once when its network has too many.</summary>
    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        // A connection over a Unix socket has no address.
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || proxies.Any(proxy => proxy.Contains(address)))
        {
            await next(connection);
            return;
        }

        var network = Network.SiteOf(address);
        if (!TryEnter(network))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(network);
        }
    }

    private bool TryEnter(Network network)
    {
        lock (gate)
        {
            var count = open.GetValueOrDefault(network);
            if (count >= most) return false;
            open[network] = count + 1;
            return true;
        }
    }

    private void Leave(Network network)
    {
        lock (gate)
        {
            if (--open[network] == 0) open.Remove(network);
        }
    }
}
