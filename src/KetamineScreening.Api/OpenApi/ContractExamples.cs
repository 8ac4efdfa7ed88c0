using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;
using Microsoft.OpenApi;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Examples of every request and answer, made by the service itself, so that they cannot be wrong.</summary>
public sealed class ContractExamples(Content content, Settings settings, Problems problems)
{
    private const string ExampleQuestionnaire = "ketamine-self-check";

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["last-used"] = "within-12-months",
        ["setting"] = "unsupervised-only",
        ["hard-to-stop"] = "weekly",
    };

    private PublishedVersion Published => content.Catalog.Find(ExampleQuestionnaire)?.Current ?? content.Catalog.Instruments[0].Current;

    /// <summary>Examples of the body of a screening.</summary>
    public IDictionary<string, IOpenApiExample> Requests() => new Dictionary<string, IOpenApiExample>
    {
        ["one-weekly-sign"] = new OpenApiExample
        {
            Summary = "Three answers; one sign reaches a high band by itself",
            Value = Node(new ScreeningRequest { Version = "1.0.0", Answers = Answers, Contribute = false }, ApiJson.Plain.ScreeningRequest),
        },
    };

    /// <summary>Example of the answer of an operation.</summary>
    public JsonNode? Response(string operation, string status) => operation switch
    {
        nameof(ListQuestionnaires) => Node(
            new ListQuestionnaires.Response([.. content.Catalog.Instruments.Select(instrument => QuestionnaireEntry.From(instrument.Current, Language.Source))]),
            ApiJson.Plain.ListQuestionnairesResponse),
        nameof(GetQuestionnaire) or nameof(GetQuestionnaireVersion) => Shortened(JsonNode.Parse(Published.Document(Language.Source).Content.Span)!),
        nameof(GetTestVectors) => Shortened(JsonNode.Parse(Published.TestVectors.Content.Span)!),
        nameof(GetRedcapDictionary) => string.Join("\r\n", System.Text.Encoding.UTF8.GetString(Published.RedcapDictionary.Content.Span).Split("\r\n").Take(2)),
        nameof(ScoreScreening) => Node(Screening(), ApiJson.Plain.ScreeningResponse),
        nameof(GetHelp) => Node(Help(), ApiJson.Plain.GetHelpResponse),
        nameof(GetPrivacy) => Node(GetPrivacy.Describe(settings, content.Catalog, content.Texts[Language.Source]), ApiJson.Plain.GetPrivacyResponse),
        nameof(GetLiveness) => Node(new HealthResponse("live"), ApiJson.Plain.HealthResponse),
        nameof(GetReadiness) => Node(new HealthResponse(status == "200" ? "ready" : "stopping"), ApiJson.Plain.HealthResponse),
        _ => throw new ArgumentException($"The operation '{operation}' has no example.", nameof(operation)),
    };

    /// <summary>What a problem is, in words.</summary>
    public string ProblemTitle(string code) => content.Texts[Language.Source].Problems[code].Title;

    /// <summary>Example of a problem.</summary>
    public JsonNode? Problem(string code) => Node(problems.Document(code, Language.Source, Errors(code)), ApiJson.Plain.ProblemDocument);

    private List<ProblemError>? Errors(string code)
    {
        IReadOnlyList<ProblemError>? errors = code switch
        {
            ProblemCode.InvalidRequest => [new(ErrorCode.MissingMember, "", Pointer: "/contribute"), new(ErrorCode.InvalidCountry, "", Parameter: Country.Parameter)],
            ProblemCode.InvalidAnswers => [.. AnswerSheet.Check(Published.Questionnaire, WrongAnswers, out _).Select(AnswerErrors.From)],
            _ => null,
        };
        return errors?.Select(error => error with { Message = content.Texts[Language.Source].Errors[error.Code] }).ToList();
    }

    private static Dictionary<string, string> WrongAnswers => new(StringComparer.Ordinal)
    {
        ["last-used"] = "over-12-months-ago",
        ["craving"] = "weekly",
        ["peer-or-party"] = "sometimes",
    };

    private ScreeningResponse Screening()
    {
        AnswerSheet.Check(Published.Questionnaire, Answers, out var sheet);
        return ScreeningResponse.From(
            Scorer.Score(sheet!), Published.Wordings[Language.Source], content.Help.For(null, Language.Source), ContributionOutcome.Declined);
    }

    private GetHelp.Response Help()
    {
        var help = content.Help.For("IE", Language.Source);
        return new GetHelp.Response("IE", help.Emergency, help.Services);
    }

    // The first of everything shows the form; the whole is one request away.
    private static JsonNode Shortened(JsonNode node)
    {
        switch (node)
        {
            case JsonArray array:
                while (array.Count > 1) array.RemoveAt(array.Count - 1);
                foreach (var child in array) if (child is not null) Shortened(child);
                break;
            case JsonObject members:
                foreach (var (_, child) in members) if (child is not null) Shortened(child);
                break;
        }

        return node;
    }

    private static JsonNode? Node<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type);
}
