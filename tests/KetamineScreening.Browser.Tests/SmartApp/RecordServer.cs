using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Browser.Tests.SmartApp;

/// <summary>
/// A stub of the server of a health record: FHIR, and the authorization of the SMART App Launch with its PKCE check. The person who is
/// asked to authorize consents at once, unless a property says otherwise.
/// </summary>
internal sealed class RecordServer : IAsyncDisposable
{
    public const string Token = "secret-access-token";
    public const string Patient = "patient-id";
    public const string PatientName = "Given Family";
    private const string Code = "one-time-code";

    private readonly WebApplication server;
    private readonly ConcurrentQueue<Dictionary<string, string>> authorizations = [];
    private readonly ConcurrentQueue<JsonNode> saved = [];

    private RecordServer(WebApplication server) => this.server = server;

    /// <summary>Origin of the FHIR server.</summary>
    public string Origin => server.Urls.First();

    /// <summary>Origin of the authorization server, which differs from that of the FHIR server.</summary>
    public string AuthorizationOrigin => server.Urls.Last();

    /// <summary>Base address of FHIR, the <c>iss</c> of an EHR launch.</summary>
    public string Base => $"{Origin}/fhir";

    /// <summary>The error with which the authorization page sends the person back, such as <c>access_denied</c>.</summary>
    public string? AuthorizationError { get; set; }

    /// <summary>The state that comes back from the authorization page; null for the one that was sent.</summary>
    public string? ReturnedState { get; set; }

    public bool RefusesToken { get; set; }

    /// <summary>Status of the answer to a create.</summary>
    public int CreateStatus { get; set; } = StatusCodes.Status201Created;

    public string[] ChallengeMethods { get; set; } = ["S256"];

    public string[] Capabilities { get; set; } = ["launch-ehr", "launch-standalone", "permission-v2"];

    /// <summary>Parameters of the requests for authorization.</summary>
    public IEnumerable<Dictionary<string, string>> Authorizations => authorizations;

    /// <summary>QuestionnaireResponses that were sent to be created.</summary>
    public IEnumerable<JsonNode> Saved => saved;

    public static async Task<RecordServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.2:0");
        builder.Services.AddCors();
        var app = builder.Build();
        app.UseCors(cors => cors.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
        var record = new RecordServer(app);
        app.MapGet("/fhir/.well-known/smart-configuration", record.Configuration);
        app.MapGet("/authorize", record.Authorize);
        app.MapPost("/token", record.ExchangeCode);
        app.MapGet($"/fhir/Patient/{Patient}", record.ReadPatient);
        app.MapPost("/fhir/QuestionnaireResponse", record.Create);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return record;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static bool HasToken(HttpRequest request) => request.Headers.Authorization == $"Bearer {Token}";

    private static string Challenge(string verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private IResult Configuration() => Results.Json(new Dictionary<string, object>
    {
        ["authorization_endpoint"] = $"{AuthorizationOrigin}/authorize",
        ["token_endpoint"] = $"{AuthorizationOrigin}/token",
        ["code_challenge_methods_supported"] = ChallengeMethods,
        ["capabilities"] = Capabilities,
    });

    private IResult Authorize(HttpRequest request)
    {
        var sent = request.Query.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Single()!);
        authorizations.Enqueue(sent);
        var answer = AuthorizationError is null ? ("code", Code) : ("error", AuthorizationError);
        return Results.Redirect(QueryHelpers.AddQueryString(sent["redirect_uri"], new Dictionary<string, string?>
        {
            [answer.Item1] = answer.Item2,
            ["state"] = ReturnedState ?? sent["state"],
        }));
    }

    private async Task<IResult> ExchangeCode(HttpRequest request)
    {
        var (form, started) = (await request.ReadFormAsync(), authorizations.Last());
        var isGranted = !RefusesToken
            && (form["grant_type"], form["code"]) == ("authorization_code", Code)
            && (form["client_id"], form["redirect_uri"]) == (started["client_id"], started["redirect_uri"])
            && (started["code_challenge_method"], started["code_challenge"]) == ("S256", Challenge($"{form["code_verifier"]}"));
        return isGranted
            ? Results.Json(new { access_token = Token, token_type = "Bearer", expires_in = 300, patient = Patient })
            : Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
    }

    private IResult ReadPatient(HttpRequest request) => HasToken(request)
        ? Results.Json(new { resourceType = "Patient", id = Patient, name = new[] { new { text = PatientName } } })
        : Results.Unauthorized();

    private async Task<IResult> Create(HttpRequest request)
    {
        if (!HasToken(request)) return Results.Unauthorized();
        saved.Enqueue((await JsonNode.ParseAsync(request.Body))!);
        var issue = new { severity = "error", code = "business-rule", details = new { text = "This form is not taken here." } };
        return CreateStatus == StatusCodes.Status201Created
            ? Results.StatusCode(CreateStatus)
            : Results.Json(new { resourceType = "OperationOutcome", issue = new[] { issue } }, statusCode: CreateStatus);
    }
}
