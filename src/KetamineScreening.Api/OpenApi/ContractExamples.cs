using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Security;
using KetamineScreening.Api.Periods;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Makes the examples of requests and responses with the code that serves them, so that they are correct.</summary>
/// <remarks>The examples depend on the content only, not on the date or the settings.</remarks>
internal sealed class ContractExamples(
    QuestionnaireCatalog catalog, ServiceTexts texts, PrivacyTexts privacyTexts, InterfaceTexts interfaceTexts, HelpDirectory help,
    LearningTexts learningTexts, Problems problems)
{
    private const string ExampleQuestionnaire = "ketamine-self-check";

    private const string ExampleHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly ReleaseFileDocument ExampleFile = new(
        "bands.csv", "text/csv; charset=utf-8", 1875, ExampleHash, "/v1/releases/ketamine-self-check-2-2026q4/bands.csv");

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["last-used"] = "within-12-months",
        ["setting"] = "unsupervised-only",
        ["hard-to-stop"] = "weekly",
        ["mixing-depressants"] = "yes",
    };

    private static readonly Dictionary<string, string> WrongAnswers = new(StringComparer.Ordinal)
    {
        ["last-used"] = "over-12-months-ago",
        ["craving"] = "weekly",
        ["peer-or-party"] = "sometimes",
    };

    private PublishedVersion Published => catalog.Find(ExampleQuestionnaire)?.Current ?? catalog.Questionnaires[0].Current;

    /// <summary>Example of the body of a screening: one weekly sign alone reaches a high band, and mixing raises a flag.</summary>
    public JsonNode Request()
    {
        var (version, answers) = (Published.Questionnaire.Definition.Version, FittingAnswers().Answers);
        var request = new ScreeningRequest { Version = version, Answers = answers, Contribute = false };
        return Node(request, ScreeningsJson.Plain.ScreeningRequest);
    }

    /// <summary>Example of the response of an operation; null when the body cannot be shown.</summary>
    public JsonNode? Response(string operation, string status, string mediaType) => operation switch
    {
        nameof(ListQuestionnaires) => Node(
            new ListQuestionnaires.Response(
                [.. catalog.Questionnaires.Select(questionnaire => QuestionnaireEntry.From(questionnaire.Current, Language.Source))]),
            QuestionnairesJson.Plain.ListQuestionnairesResponse),
        nameof(GetQuestionnaire) or nameof(GetQuestionnaireVersion) => Shortened(Published.Document(Language.Source)),
        nameof(GetTestVectors) => Shortened(Published.TestVectors),
        nameof(GetRedcapDictionary) => FirstLines(Published.RedcapDictionary, 2),
        nameof(ScoreScreening) => Node(Screening(), ScreeningsJson.Plain.ScreeningResponse),
        nameof(GetHelp) => Node(Help(), HelpJson.Plain.GetHelpResponse),
        nameof(GetAllHelp) => Shortened(Node(help.Example("IE"), HelpJson.Plain.GetAllHelpResponse)),
        nameof(ListLearningTexts) => Node(
            ListLearningTexts.Describe(learningTexts, Language.Source, root: ""), LearnJson.Plain.ListLearningTextsResponse),
        nameof(GetLearningText) => Shortened(learningTexts.Texts[0].Document(Language.Source)),
        nameof(ListReleases) => Node(new ListReleases.Response([Release(files: null)]), ReleasesJson.Plain.ListReleasesResponse),
        nameof(GetRelease) => Node(Release([ExampleFile]), ReleasesJson.Plain.ReleaseDocument),
        nameof(GetReleaseFile) => ReleaseFile(mediaType),
        nameof(GetSeries) => Series(mediaType),
        nameof(GetPrivacy) => Node(Privacy(), PrivacyJson.Plain.GetPrivacyResponse),
        nameof(GetTexts) => Node(Texts(), InterfaceJson.Plain.InterfaceTextsDocument),
        nameof(GetLiveness) => Node(new HealthResponse("live"), HealthJson.Plain.HealthResponse),
        nameof(GetReadiness) => Node(new HealthResponse(status == "200" ? "ready" : "stopping"), HealthJson.Plain.HealthResponse),
        _ => throw new ArgumentException($"The operation '{operation}' has no example.", nameof(operation)),
    };

    /// <summary>Title of a problem.</summary>
    public string ProblemTitle(string code) => texts[Language.Source].Problems[code].Title;

    /// <summary>Example of a problem of an operation.</summary>
    public JsonNode Problem(string code, string? operation = null)
    {
        var members = code switch
        {
            ProblemCode.ReleaseWithdrawn => new ProblemMembers(Notice: "One question was worded wrongly."),
            ProblemCode.VersionRetired => new ProblemMembers(CurrentVersion: $"{Published.Version}", Current: Published.Address),
            _ => null,
        };
        return Node(problems.Document(code, Language.Source, Errors(code, operation), members), HttpJson.Plain.ProblemDocument);
    }

    private List<ProblemError>? Errors(string code, string? operation)
    {
        var country = new ProblemError(ErrorCode.InvalidCountry, "", Parameter: CountryParameter.Name);
        IReadOnlyList<ProblemError>? errors = code switch
        {
            ProblemCode.InvalidRequest when operation == nameof(ScoreScreening) =>
                [new(ErrorCode.MissingMember, "", Pointer: "/contribute"), country],
            ProblemCode.InvalidRequest when operation is nameof(GetLatestRelease) or nameof(GetSeries) =>
                [ReleaseParameters.Invalid(DocumentedParameter.Questionnaire)],
            ProblemCode.InvalidRequest => [country],
            ProblemCode.InvalidAnswers => [.. AnswerSheet.Check(Published.Questionnaire, WrongAnswers, out _).Select(AnswerErrors.From)],
            _ => null,
        };
        return errors?.Select(error => error with { Message = texts[Language.Source].Errors[error.Code] }).ToList();
    }

    // The content can hold other questionnaires; their test vectors have valid answers.
    private (IReadOnlyDictionary<string, string> Answers, AnswerSheet Sheet) FittingAnswers()
    {
        AnswerSheet.Check(Published.Questionnaire, Answers, out var sheet);
        if (sheet is not null) return (Answers, sheet);
        var vectors = JsonSerializer.Deserialize(Published.TestVectors.Plain.Content, QuestionnairesJson.Plain.TestVectors)!;
        AnswerSheet.Check(Published.Questionnaire, vectors.Vectors[0].Answers, out sheet);
        return (vectors.Vectors[0].Answers, sheet!);
    }

    private ScreeningResponse Screening() => ScreeningResponse.From(
        Scorer.Score(FittingAnswers().Sheet),
        Published.Wordings[Language.Source],
        help.WithoutExpiry(Language.Source).Elsewhere,
        isContributed: false);

    private static ReleaseDocument Release(IReadOnlyList<ReleaseFileDocument>? files) => new(
        "ketamine-self-check-2-2026q4", "ketamine-self-check", 2, "2026-10-01", "2026-12-31", Synthetic: false, "published",
        "/v1/releases/ketamine-self-check-2-2026q4", Notice: null, files);

    private GetPrivacy.Response Privacy() =>
        new(privacyTexts[Language.Source].Policy, PrivacyPolicy.From(
            new ContributionOptions(),
            new CountedOrigins(new CrossOriginOptions()),
            new PeriodOptions(),
            new AboutOptions(),
            new PrivacyOptions().Noise,
            catalog));

    // Some of the keys are enough for an example.
    private InterfaceTextsDocument Texts()
    {
        var all = interfaceTexts[Language.Source];
        var shown = all.Texts.Where(text => text.Key.Split('.') is ["consent" or "urgency", _] or ["before", "minutes", _]);
        return all with { Texts = shown.ToDictionary(StringComparer.Ordinal) };
    }

    private static JsonNode Series(string mediaType) => mediaType == "text/csv"
        ? "release,questionnaire,major,period_start,period_end,table,group,code,measure,value,se_noise,se_sampling,ci_low,ci_high\n"
            + "ketamine-self-check-2-2026q4,ketamine-self-check,2,2026-10-01,2026-12-31,bands,all,high,share,"
            + "0.1132,0.0052,0.0071,0.0961,0.1309\n"
        : Node(
            new SeriesDocument("ketamine-self-check", 2, Synthetic: false, [new SeriesFigure(
                "ketamine-self-check-2-2026q4", "2026-10-01", "2026-12-31", "bands", "all", "high", "share",
                0.1132, 0.0052, 0.0071, 0.0961, 0.1309)]),
            ReleasesJson.Plain.SeriesDocument);

    // An archive has no readable example.
    private static JsonNode? ReleaseFile(string mediaType) => mediaType switch
    {
        "text/csv" =>
            "release,questionnaire,major,period_start,period_end,audience,band,count,sd_noise,"
            + "count_consistent,sd_consistent,share,ci_low,ci_high\n"
            + "ketamine-self-check-2-2026q4,ketamine-self-check,2,2026-10-01,2026-12-31,supervised,lower,235,10.0000,"
            + "229.1873,8.4105,0.6318,0.5744,0.6894\n",
        "text/plain" => $"{ExampleHash}  bands.csv\n",
        "text/markdown" => "# Ketamine self-check, anonymous totals, 2026q4\n",
        "application/xml" => "<codeBook version=\"2.5\" xmlns=\"ddi:codebook:2_5\" />\n",
        "application/json" => new JsonObject { ["name"] = "ketamine-self-check-2-2026q4", ["version"] = "1.0.0" },
        _ => null,
    };

    private GetHelp.Response Help()
    {
        var found = help.WithoutExpiry(Language.Source).For("IE");
        return new GetHelp.Response("IE", found.Emergency, found.Services, found.EmergencyBlocks, help.Countries);
    }

    // The first element of each array is enough for an example.
    private static JsonNode Shortened(ServedBytes body) => Shortened(JsonNode.Parse(body.Plain.Content)!);

    private static string FirstLines(ServedBytes body, int lines) =>
        string.Join("\r\n", Encoding.UTF8.GetString(body.Plain.Content).Split("\r\n").Take(lines));

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

    private static JsonNode Node<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!;
}
