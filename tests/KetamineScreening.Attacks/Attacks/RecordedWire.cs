using System.Buffers.Binary;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>A connection on which the TLS records of responses are observed.</summary>
internal sealed class RecordedWire : IDisposable
{
    // The sum of all records tells more than how they were divided.
    private const int Weight = 10;

    // Smaller records carry control frames of HTTP/2 only.
    private const int SmallestRecord = 64;

    private readonly Lock gate = new();
    private readonly List<byte> received = [];
    private readonly HttpClient client;
    private readonly Version version;

    /// <summary>A client of a target.</summary>
    public RecordedWire(ITarget target, Version version)
    {
        this.version = version;
        client = target.Client(tap: bytes =>
        {
            lock (gate) received.AddRange(bytes.Span);
        });
    }

    /// <summary>Sends a message and returns the lengths of the records of its response.</summary>
    public async Task<int[]> Send(RecordedMessage message, Person person)
    {
        // The handshake comes with the first request.
        using (var first = new HttpRequestMessage(HttpMethod.Get, "/v1/releases") { Version = version })
        {
            await Reply.Of(client, first);
        }

        lock (gate) received.Clear();
        var reply = await Reply.Of(client, message.Request(person, version));
        if (reply.Status != message.Status) throw new InvalidOperationException($"{message.Path}: {reply.Status} {reply.Text}");
        lock (gate) return Lengths([.. received]);
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private static int[] Lengths(byte[] content)
    {
        var lengths = new List<int>();
        for (var at = 0; at + 5 <= content.Length; at += 5 + BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(at + 3)))
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(at + 3));
            if (length >= SmallestRecord) lengths.Add(length);
        }

        return [Weight * lengths.Sum(), .. lengths];
    }
}
