using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>Lengths of the responses of the service, in bytes, so that the references send as much.</summary>
/// <param name="Padded">Length of a result, by id of the questionnaire.</param>
/// <param name="Plain">Mean length of a result without its padding, by id of the questionnaire.</param>
/// <param name="Longest">Length of the longest of these results without its padding, by id of the questionnaire.</param>
/// <param name="Fhir">Length of a response of <c>$score</c>, by id of the questionnaire.</param>
/// <param name="Document">The longest questionnaire, uncompressed.</param>
/// <param name="Brotli">The same, as the service sends it to a client that accepts brotli.</param>
/// <param name="Gzip">The same for gzip.</param>
internal sealed record ServedLengths(
    IReadOnlyDictionary<string, int> Padded,
    IReadOnlyDictionary<string, int> Plain,
    IReadOnlyDictionary<string, int> Longest,
    IReadOnlyDictionary<string, int> Fhir,
    Served Document,
    Served Brotli,
    Served Gzip)
{
    /// <summary>Path of the longest questionnaire.</summary>
    public const string DocumentPath = $"/v1/questionnaires/{Parts.SelfCheck}";

    /// <summary>Sends every kind of request to the service once and measures the responses.</summary>
    public static async Task<ServedLengths> Of(Target service)
    {
        using var http = new HttpClient { BaseAddress = service.Address };
        var (padded, plain) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        var (longest, fhir) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var questionnaire in Parts.Questionnaires)
        {
            var results = await Bodies(http, Requests.Screenings([questionnaire], contribute: false));
            padded[questionnaire.Id] = results.Max(body => body.Length);
            // Padding is whitespace after the end of the document.
            List<int> trimmed = [.. results.Select(body => body.AsSpan().TrimEnd((byte)' ').Length)];
            (plain[questionnaire.Id], longest[questionnaire.Id]) = ((int)trimmed.Average(), trimmed.Max());
            fhir[questionnaire.Id] = (await Bodies(http, Requests.Fhir([questionnaire]))).Max(body => body.Length);
        }

        return new(padded, plain, longest, fhir, await Get(http, null), await Get(http, "br"), await Get(http, "gzip"));
    }

    /// <summary>Writes a table of the results.</summary>
    public void WriteTable()
    {
        Console.WriteLine("\n### Bytes of a result\n");
        Console.WriteLine("| questionnaire | padded | longest of the run, without padding | mean, without padding |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var (id, length) in Padded)
        {
            Console.WriteLine(FormattableString.Invariant($"| {id} | {length:N0} | {Longest[id]:N0} | {Plain[id]:N0} |"));
        }
    }

    /// <summary>Lengths as an argument of a reference: <c>ID=LENGTH,ID=LENGTH</c>.</summary>
    public static string Write(IReadOnlyDictionary<string, int> lengths) =>
        string.Join(',', lengths.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}={entry.Value}")));

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    public static Dictionary<string, int> Parse(string argument) => argument.Split(',').Select(entry => entry.Split('=')).ToDictionary(
        entry => entry[0], entry => int.Parse(entry[1], CultureInfo.InvariantCulture));

    private static async Task<List<byte[]>> Bodies(HttpClient http, Requests requests)
    {
        var bodies = new List<byte[]>();
        foreach (var message in requests.Messages)
        {
            using var response = await http.SendAsync(message.ToHttp(http.BaseAddress!));
            response.EnsureSuccessStatusCode();
            bodies.Add(await response.Content.ReadAsByteArrayAsync());
        }

        return bodies;
    }

    private static async Task<Served> Get(HttpClient http, string? acceptEncoding)
    {
        var message = Requests.Get(DocumentPath, acceptEncoding: acceptEncoding).Messages[0];
        using var response = await http.SendAsync(message.ToHttp(http.BaseAddress!));
        var body = await response.Content.ReadAsByteArrayAsync();
        return new Served(body.Length, response.Headers.ETag!.ToString(), response.Content.Headers.ContentEncoding.SingleOrDefault());
    }
}

/// <summary>A stored response of the service.</summary>
/// <param name="Length">Length of the body in bytes.</param>
/// <param name="Tag">Value of its <c>ETag</c>.</param>
/// <param name="Coding">Its content coding; null when it is not compressed.</param>
internal sealed record Served(int Length, string Tag, string? Coding);
