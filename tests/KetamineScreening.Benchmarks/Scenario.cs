using System.Net;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>A measurement of one server with one kind of request.</summary>
/// <param name="Name">Name in the tables.</param>
/// <param name="Server">Returns the running server.</param>
/// <param name="Requests">The requests.</param>
/// <param name="Status">Expected status of the responses.</param>
/// <param name="ExpectedText">Text that the responses contain.</param>
internal sealed record Row(
    string Name, Func<Task<Target>> Server, Requests Requests, HttpStatusCode Status = HttpStatusCode.OK, string ExpectedText = "");

/// <summary>Rows that are measured in turn and compared with a reference row.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Title">Title in the report.</param>
/// <param name="Connections">Number of concurrent connections.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Reference">Name of the reference row.</param>
/// <param name="IsShort">Whether the short form includes the scenario.</param>
internal sealed record Scenario(
    string Name, string Title, int Connections, IReadOnlyList<Row> Rows, string Reference, bool IsShort = true)
{
    /// <summary>Row of screenings that are counted in SQLite.</summary>
    public const string Sqlite = "counted, SQLite";

    /// <summary>Row of screenings that are counted in PostgreSQL.</summary>
    public const string PostgreSql = "counted, PostgreSQL";

    /// <summary>Row of a GET request to the service.</summary>
    public const string Ours = "ours";

    /// <summary>Reference row of all screenings.</summary>
    public const string Echo = "echo";

    /// <summary>Text in the response when the screening is counted.</summary>
    public const string Received = "\"received\"";

    /// <summary>Row of stored bytes, as many as the questionnaire has.</summary>
    public const string StoredBytes = "stored bytes, as many";

    /// <summary>Row of a short stored text.</summary>
    public const string Plaintext = "plaintext";

    /// <summary>Row of the framework's static files with its response compression.</summary>
    public const string Framework = "static files and response compression of the framework";

    private const string Script = "/embed/ketamine-screening.js";
    private const string TwoLanguages = "xx-YY,xx;q=0.9,en;q=0.5";

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<Scenario> All(Servers servers)
    {
        var questionnaires = Parts.Questionnaires;
        var screenings = Requests.Screenings(questionnaires, contribute: true);
        var sqlite = new Row(Sqlite, servers.Sqlite, screenings, ExpectedText: Received);
        var echo = new Row(Echo, servers.Echo, screenings);
        Row[] postgres = PostgresServer.CanStart ? [new Row(PostgreSql, servers.PostgreSql, screenings, ExpectedText: Received)] : [];
        Row[] counted = [sqlite, .. Others(screenings, Received), .. postgres, echo];
        var questionnaire = $"/v1/questionnaires/{Parts.SelfCheck}";
        return
        [
            new("post", "POST screenings, 64 connections", 64,
            [
                .. counted,
                new("declined", servers.Sqlite, Requests.Screenings(questionnaires, contribute: false), ExpectedText: "\"declined\""),
                new("echo, short", servers.ShortEcho, screenings),
                new("echoraw", servers.Raw, screenings),
                new("node echo", servers.Node, screenings),
                new(
                    "a plain back end that stores every answer, written for the comparison",
                    servers.Survey,
                    screenings,
                    ExpectedText: "\"stored\":true"),
            ], Echo),
            new("kinds", "Other kinds of POST, 64 connections", 64,
            [
                new(
                    "counted, second of two languages",
                    servers.TwoLanguages,
                    Requests.Screenings(questionnaires, contribute: true, TwoLanguages),
                    ExpectedText: "[xx] "),
                new("refused (422)", servers.Sqlite, Requests.Invalid(questionnaires), HttpStatusCode.UnprocessableEntity, "no-such-item"),
                new("FHIR $score, counted", servers.Sqlite, Requests.Fhir(questionnaires), ExpectedText: Received),
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
            new("get", "GET questionnaire, 64 connections", 64,
            [
                new(Ours, servers.Sqlite, Requests.Get(questionnaire)),
                .. Others(Requests.Get(questionnaire)),
                new(StoredBytes, servers.Plaintext, Requests.Get("/large")),
            ], StoredBytes),
            new("script", "GET a script of the widget, brotli, 64 connections", 64,
            [
                new(Ours, servers.Sqlite, Requests.Get(Script, acceptEncoding: "br")),
                new(Framework, servers.StaticFiles, Requests.Get(Script, acceptEncoding: "br")),
            ], Framework, IsShort: false),
            new("not-modified", "GET questionnaire, not modified (304), 64 connections", 64,
            [
                new(Ours, servers.Sqlite, Requests.Get(questionnaire, Parts.Document), HttpStatusCode.NotModified),
                new(Plaintext, servers.Plaintext, Requests.Get("/")),
            ], Plaintext),
        ];

        IEnumerable<Row> Others(Requests requests, string expectedText = "") =>
            servers.HasOther ? [new Row("other build", servers.Other, requests, ExpectedText: expectedText)] : [];
    }
}
