using System.Net;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>One server with some requests.</summary>
/// <param name="Name">What it is called in the tables.</param>
/// <param name="Server">The server.</param>
/// <param name="Requests">What is sent.</param>
/// <param name="Status">Status of the answers.</param>
/// <param name="Says">What the answers have in them.</param>
internal sealed record Row(string Name, Func<Task<Target>> Server, Requests Requests, HttpStatusCode Status = HttpStatusCode.OK, string Says = "");

/// <summary>Rows that take turns and are compared with one of them.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is called in the tables.</param>
/// <param name="Connections">Connections at a time.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Reference">The row that the others are compared with.</param>
/// <param name="IsShort">Whether the short form has it too.</param>
internal sealed record Scenario(string Name, string Title, int Connections, IReadOnlyList<Row> Rows, string Reference, bool IsShort = true)
{
    /// <summary>Screenings that are counted, in SQLite.</summary>
    public const string Sqlite = "counted, SQLite";

    /// <summary>Screenings that are counted, in PostgreSQL.</summary>
    public const string PostgreSql = "counted, PostgreSQL";

    /// <summary>The questionnaire.</summary>
    public const string Ours = "ours";

    /// <summary>The reference of all screenings.</summary>
    public const string Echo = "echo";

    /// <summary>What an answer says when the screening is counted.</summary>
    public const string Accepted = "\"accepted\"";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All(Servers servers)
    {
        var questionnaires = Parts.Questionnaires;
        var screenings = Requests.Screenings(questionnaires, contribute: true);
        var sqlite = new Row(Sqlite, servers.Sqlite, screenings, Says: Accepted);
        var echo = new Row(Echo, servers.Echo, screenings);
        Row[] counted = PostgresServer.CanStart ? [sqlite, new Row(PostgreSql, servers.PostgreSql, screenings, Says: Accepted), echo] : [sqlite, echo];
        var questionnaire = $"/v1/questionnaires/{Parts.SelfCheck}";
        return
        [
            new("post", "POST screenings, 64 connections", 64,
            [
                .. counted,
                new("declined", servers.Sqlite, Requests.Screenings(questionnaires, contribute: false), Says: "\"declined\""),
                new("echo, short", servers.ShortEcho, screenings),
                new("echoraw", servers.Raw, screenings),
                new("node echo", servers.Node, screenings),
                new("a plain back end that stores every answer, written for the comparison", servers.Survey, screenings, Says: "\"stored\":true"),
            ], Echo),
            new("kinds", "Other kinds of POST, 64 connections", 64,
            [
                new("counted, second of two languages", servers.TwoLanguages, Requests.Screenings(questionnaires, contribute: true, "xx-YY,xx;q=0.9,en;q=0.5"), Says: "[xx] "),
                new("refused (422)", servers.Sqlite, Requests.Refused(questionnaires), HttpStatusCode.UnprocessableEntity, "no-such-item"),
                new("FHIR $score, counted", servers.Sqlite, Requests.Fhir(questionnaires), Says: Accepted),
                echo,
            ], Echo),
            new("instruments", "POST screenings of one instrument, 64 connections", 64,
                [.. questionnaires.Select(one => new Row(one.Id, servers.Sqlite, Requests.Screenings([one], contribute: true), Says: Accepted)), echo], Echo, IsShort: false),
            new("post-1", "POST screenings, 1 connection", 1, counted, Echo, IsShort: false),
            new("post-256", "POST screenings, 256 connections", 256, counted, Echo, IsShort: false),
            new("get", "GET questionnaire, 64 connections", 64,
                [new(Ours, servers.Sqlite, Requests.Get(questionnaire)), new("stored bytes, as many", servers.Plaintext, Requests.Get("/large"))], "stored bytes, as many"),
            new("not-modified", "GET questionnaire, not modified (304), 64 connections", 64,
                [new(Ours, servers.Sqlite, Requests.Get(questionnaire, Parts.Document), HttpStatusCode.NotModified), new("plaintext", servers.Plaintext, Requests.Get("/"))], "plaintext"),
        ];
    }
}
