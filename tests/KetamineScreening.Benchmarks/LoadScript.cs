using System.Text;

namespace KetamineScreening.Benchmarks;

/// <summary>Writes the Lua script of a run of <c>wrk</c>.</summary>
internal static class LoadScript
{
    /// <summary>Begins the line with the figures of a run.</summary>
    public const string ResultPrefix = "RESULT ";

    // After the last request. Percentiles are in microseconds.
    private const string Done = $$"""
        done = function(summary, latency, requests)
          local broken = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
          io.write(string.format("{{ResultPrefix}}%d %d %d %d %d %d %d\n", summary.requests, summary.duration, broken,
            summary.errors.status, latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
        end
        """;

    private const string Request = """
        request = function()
          index = index % #requests + 1
          local chosen = requests[index]
          return type(chosen) == "function" and chosen() or chosen
        end

        """;

    /// <summary>Sends requests in turn; the threads of wrk share the nodes evenly when their number is a multiple.</summary>
    public static string Of(Requests requests, IReadOnlyList<Uri> nodes)
    {
        var script = new StringBuilder("local requests = {}\nlocal index = 0\nlocal sent = 0\n");
        var addresses = nodes.Select(node => $"wrk.lookup({Quoted(node.Host)}, {Quoted($"{node.Port}")})[1]");
        script.Append($"local threads = 0\nsetup = function(thread)\n  local nodes = {{ {string.Join(", ", addresses)} }}\n");
        script.Append("  threads = threads + 1\n  thread.addr = nodes[threads % #nodes + 1]\nend\ninit = function()\n");
        foreach (var message in requests.Messages)
        {
            var headers = string.Join(", ", message.Headers.Select(header => $"[{Quoted(header.Key)}] = {Quoted(header.Value)}"));
            var start = $"wrk.format({Quoted(message.Method)}, {Quoted(message.Path)}, {{ {headers} }}";
            var format = message switch
            {
                { Body: null } => $"{start})",
                { HasUnique: true } => $"{Unique(message.Body)} return {start}, body) end",
                _ => $"{start}, {Quoted(message.Body)})",
            };
            script.Append($"  requests[#requests + 1] = {format}\n");
        }

        return script.Append("end\n").Append(Request).Append(Done).ToString();
    }

    // A function that writes the body with a text that no request had before.
    private static string Unique(string body) =>
        $"function() sent = sent + 1 local body = ({Quoted(body)}):gsub({Quoted(Message.Unique)}, \"{Guid.NewGuid():N}\" .. sent)";

    // The spaces keep "[" and "[==[" apart, which Lua would otherwise read as one token.
    private static string Quoted(string text) => $" [==[{text}]==] ";
}
