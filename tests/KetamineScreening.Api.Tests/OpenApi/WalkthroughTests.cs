using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.OpenApi;

public sealed partial class WalkthroughTests(SharedService service)
{
    // Lines such as "@release = x". The host is replaced by that of the service under test.
    private static readonly Dictionary<string, string> Constants = Text().Split('\n')
        .Where(line => line.StartsWith('@'))
        .Select(line => line[1..].Split(" = "))
        .Where(pair => pair[0] != "host")
        .ToDictionary(pair => pair[0], pair => pair[1].Trim());

    [Fact]
    public async Task Every_request_gets_the_status_that_it_expects()
    {
        var requests = Requests();
        var responses = new Dictionary<string, HttpResponseMessage>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var request in requests)
        {
            using var message = request.Message(text => Variable().Replace(text, match => Value(match, responses)));
            var response = await service.Http.SendAsync(message, TestContext.Current.CancellationToken);
            if (request.Name is { } name)
                responses[name] = response;
            if ((int)response.StatusCode != request.Expected)
                wrong.Add($"{request.Line}: {(int)response.StatusCode} instead of {request.Expected}");
        }

        Assert.NotEmpty(requests);
        Offenders.None(wrong);
    }

    [Fact]
    public async Task Every_operation_appears_in_the_walkthrough()
    {
        var lines = Requests().Select(request => request.Line.Replace("{{host}}", "", StringComparison.Ordinal)).ToList();
        var operations = (await Contract.Of(service)).Operations;

        Assert.NotEmpty(operations);
        Offenders.None(
            operations
                .Where(operation => !lines.Exists(line => IsOf(operation, line)))
                .Select(operation => $"{operation}: not in openapi/walkthrough.http"));
    }

    private static bool IsOf(Operation operation, string line) =>
        Regex.IsMatch(
            line,
            $"^{operation.Method} {Parameter().Replace(operation.Path, "[^/?]+")}([?].*)?$",
            RegexOptions.None,
            TimeSpan.FromMinutes(1));

    private string Value(Match variable, Dictionary<string, HttpResponseMessage> responses) => variable.Groups["name"].Value switch
    {
        var constant when Constants.TryGetValue(constant, out var value) => value,
        "host" => service.Http.BaseAddress!.ToString().TrimEnd('/'),
        var name => responses[name].Headers.GetValues(variable.Groups["header"].Value).Single(),
    };

    private static string Text() => File.ReadAllText(Repository.PathOf("openapi/walkthrough.http"));

    private static List<Request> Requests() => [.. Text()
        .Split("###")
        .Where(block => block.Split('\n').Any(line => Method().IsMatch(line)))
        .Select(Request.Parse)];

    [GeneratedRegex(
        @"\{\{(?<name>\w+)(\.response\.headers\.(?<header>[\w-]+))?\}\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("^[A-Z]+ ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Method();

    /// <summary>A request in the walkthrough.</summary>
    /// <param name="Line">Method and address, separated by a space.</param>
    /// <param name="Headers">Header lines.</param>
    /// <param name="Body">The body; empty if there is none.</param>
    /// <param name="Expected">Expected status, from <c># expect</c>.</param>
    /// <param name="Name">Name, from <c># @name</c>, by which later requests refer to the response; null if there is none.</param>
    private sealed record Request(string Line, IReadOnlyList<string> Headers, string Body, int Expected, string? Name)
    {
        public static Request Parse(string block)
        {
            var lines = block.Split('\n').Skip(1).Select(line => line.TrimEnd('\r')).ToList();
            var comments = lines.Where(line => line.StartsWith("# ", StringComparison.Ordinal)).ToList();
            var request = lines.SkipWhile(line => !Method().IsMatch(line)).ToList();
            var headers = request.Skip(1).TakeWhile(line => line.Length > 0).ToList();
            var expected = comments.Single(comment => comment.StartsWith("# expect ", StringComparison.Ordinal));
            return new Request(
                request[0],
                headers,
                string.Join('\n', request.Skip(1 + headers.Count)).Trim(),
                int.Parse(expected["# expect ".Length..], CultureInfo.InvariantCulture),
                comments.SingleOrDefault(comment => comment.StartsWith("# @name ", StringComparison.Ordinal))?["# @name ".Length..]);
        }

        public HttpRequestMessage Message(Func<string, string> fill)
        {
            var parts = fill(Line).Split(' ');
            var message = new HttpRequestMessage(HttpMethod.Parse(parts[0]), parts[1]);
            if (Body.Length > 0) message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(fill(Body)));
            foreach (var header in Headers.Select(header => fill(header).Split(": ", 2)))
            {
                if (!message.Headers.TryAddWithoutValidation(header[0], header[1]))
                    message.Content!.Headers.TryAddWithoutValidation(header[0], header[1]);
            }

            return message;
        }
    }
}
