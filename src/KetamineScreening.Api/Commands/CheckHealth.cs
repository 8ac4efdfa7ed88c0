using System.CommandLine;
using System.Net.Sockets;

namespace KetamineScreening.Api.Commands;

/// <summary>Asks the running service whether it is ready, for health checks that run a program, such as that of a container.</summary>
internal sealed class CheckHealth() : Command("health", "Asks the running service whether it is ready. Exits with 1 when it is not."),
    IServiceCommand
{
    private const string Path = "/health/ready";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, ParseResult arguments)
    {
        var own = OwnAddress.Of(services.GetRequiredService<IConfiguration>());
        if (own is null) return await Fail("The service has no fixed port: set Urls.");
        using var http = new HttpClient(Handler(own)) { Timeout = Timeout };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(own.Root, Path));
        request.Headers.Host = own.Host;
        try
        {
            using var response = await http.SendAsync(request);
            var answer = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
            if (!response.IsSuccessStatusCode) return await Fail($"{own.EndPoint} answered {answer}");
            Console.WriteLine(answer);
            return 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return await Fail($"{own.EndPoint} did not answer: {failure.Message}");
        }
    }

    private static async Task<int> Fail(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 1;
    }

    private static SocketsHttpHandler Handler(OwnAddress own) => new()
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = own.EndPoint is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(own.EndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
#pragma warning disable CA5359 // The certificate names the public host; the connection stays on the machine, and the request has no secret.
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    };
}
