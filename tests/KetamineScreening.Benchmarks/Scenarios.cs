using System.Net;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>The comparisons of the service with references.</summary>
internal static class Scenarios
{
    /// <summary>Row of screenings that are counted in SQLite.</summary>
    public const string Sqlite = "counted, SQLite";

    /// <summary>Row of screenings that are counted in PostgreSQL.</summary>
    public const string PostgreSql = "counted, PostgreSQL";

    /// <summary>Row of screenings as FHIR resources.</summary>
    public const string Fhir = "FHIR $score, counted";

    /// <summary>Row of a GET request to the service.</summary>
    public const string Ours = "ours";

    /// <summary>Row of an ordinary minimal API, with responses as long as those of the service.</summary>
    public const string Echo = "echo";

    /// <summary>Row of the same API, with responses as long as those of the service without padding.</summary>
    public const string EchoPlain = "echo-plain";

    /// <summary>Row of the same echo as an endpoint of FastEndpoints.</summary>
    public const string FastEndpoints = "fastendpoints";

    /// <summary>Text in the response when the screening is counted.</summary>
    public const string Received = "\"received\"";

    /// <summary>Row of stored bytes, as many as the questionnaire has.</summary>
    public const string StoredBytes = "stored bytes, as many";

    /// <summary>Row of a short stored text.</summary>
    public const string Plaintext = "plaintext";

    private const string Framework = "static files and response compression of the framework";
    private const string Script = "/embed/ketamine-screening.js";
    private const string TwoLanguages = "xx-YY,xx;q=0.9,en;q=0.5";

    /// <summary>The scenarios of screenings.</summary>
    public static IReadOnlyList<Scenario> Screenings(Servers servers, Peer? peer)
    {
        var questionnaires = Parts.Questionnaires;
        var screenings = Requests.Screenings(questionnaires, contribute: true);
        var sqlite = new Row(Sqlite, servers.Sqlite, screenings, ExpectedText: Received);
        var echo = new Row(Echo, servers.Echo, screenings);
        Row[] postgres = PostgresServer.CanStart ? [new Row(PostgreSql, servers.PostgreSql, screenings, ExpectedText: Received)] : [];
        Row[] other = servers.HasOther ? [new Row("other build", servers.Other, screenings, ExpectedText: Received)] : [];
        Row[] echoes = [echo, new(EchoPlain, servers.EchoPlain, screenings), new(FastEndpoints, servers.FastEndpoints, screenings)];
        Row[] counted = [sqlite, .. other, .. postgres, .. echoes];
        Row[] peers = peer is null ? [] : [new Row(peer.Name, () => servers.Attach(peer), peer.Requests) { MayFail = true }];
        return
        [
            new("post", "POST screenings, 64 connections", 64,
            [
                .. counted,
                new("declined", servers.Sqlite, Requests.Screenings(questionnaires, contribute: false), ExpectedText: "\"declined\""),
                new("echoraw", servers.Raw, screenings),
                new("echo-body", servers.EchoBody, screenings),
                new("node echo", servers.NodeEcho, screenings),
                new(
                    "a plain back end that stores every answer, written for the comparison",
                    servers.Survey,
                    screenings,
                    ExpectedText: "\"stored\":true"),
                .. peers,
            ], Echo),
            new("kinds", "Other kinds of POST, 64 connections", 64,
            [
                new(
                    "counted, second of two languages",
                    servers.TwoLanguages,
                    Requests.Screenings(questionnaires, contribute: true, TwoLanguages),
                    ExpectedText: "[xx] "),
                new("refused (422)", servers.Sqlite, Requests.Invalid(questionnaires), HttpStatusCode.UnprocessableEntity, "no-such-item"),
                new(Fhir, servers.Sqlite, Requests.Fhir(questionnaires), ExpectedText: Received),
                new("echo, responses as long as those of FHIR", servers.LongEcho, screenings),
                echo,
            ], Echo),
            new("questionnaires", "POST screenings of one questionnaire, 64 connections", 64,
            [
                .. questionnaires.Select(one =>
                    new Row(one.Id, servers.Sqlite, Requests.Screenings([one], contribute: true), ExpectedText: Received)),
                echo,
            ], Echo, IsShort: false),
            new("post-1", "POST screenings, 1 connection", 1, counted, Echo, IsShort: false),
            new("post-256", "POST screenings, 256 connections", 256, counted, Echo, IsShort: false),
        ];
    }

    /// <summary>The rows whose allocations are measured.</summary>
    public static IEnumerable<Row> Allocating(Servers servers)
    {
        string[] names = [Sqlite, PostgreSql, Echo, EchoPlain, FastEndpoints];
        return Screenings(servers, null)[0].Rows.Where(row => names.Contains(row.Name));
    }

    /// <summary>The scenarios of stored responses.</summary>
    public static IReadOnlyList<Scenario> Stored(Servers servers, ServedLengths lengths) =>
    [
        Document("get", "GET questionnaire", null, lengths.Document, servers),
        .. new[] { lengths.Brotli, lengths.Gzip }.Where(served => served.Coding is not null)
            .Select(served => Document($"get-{served.Coding}", "GET questionnaire", served.Coding, served, servers)),
        new("script", "GET a script of the widget, brotli, 64 connections", 64,
        [
            new(Ours, servers.Sqlite, Requests.Get(Script, acceptEncoding: "br")),
            new(Framework, servers.StaticFiles, Requests.Get(Script, acceptEncoding: "br")),
        ], Framework),
        new("not-modified", "GET questionnaire, not modified (304), 64 connections", 64,
        [
            new(Ours, servers.Sqlite, Requests.Get(ServedLengths.DocumentPath, lengths.Document.Tag), HttpStatusCode.NotModified),
            new(Plaintext, servers.Stored, Requests.Get("/")),
        ], Plaintext),
    ];

    private static Scenario Document(string name, string title, string? acceptEncoding, Served served, Servers servers) =>
        new(name, $"{title} ({served.Length} bytes, coding: {served.Coding ?? "none"}), 64 connections", 64,
        [
            new(Ours, servers.Sqlite, Requests.Get(ServedLengths.DocumentPath, acceptEncoding: acceptEncoding)),
            new(StoredBytes, servers.Stored, Requests.Get($"/stored/{served.Length}")),
        ], StoredBytes);
}
