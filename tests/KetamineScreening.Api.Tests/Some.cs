using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests;

/// <summary>Sample values for tests that do not depend on the exact value.</summary>
public static class Some
{
    /// <summary>Id of the full questionnaire.</summary>
    public const string SelfCheck = "ketamine-self-check";

    /// <summary>Id of the short questionnaire.</summary>
    public const string QuickCheck = "ketamine-quick-check";

    /// <summary>Id of the questionnaire about another person.</summary>
    public const string ConcernCheck = "ketamine-concern-check";

    /// <summary>Current version of every questionnaire.</summary>
    public const string Version = "2.0.0";

    /// <summary>Major version of <see cref="Version"/>.</summary>
    public const int Major = 2;

    /// <summary>A version of every questionnaire that is retired.</summary>
    public const string RetiredVersion = "1.0.0";

    /// <summary>Countries with their own help services, and one without.</summary>
    public static readonly IReadOnlyList<string> Countries = ["US", "GB", "IE", "CA", "AU", "NZ", "SG", "DE", "FR", "HK", "ZW"];

    /// <summary>Answers of a person who uses ketamine without supervision, plus the given ones.</summary>
    public static Dictionary<string, string> Answers(params (string Item, string Option)[] others)
    {
        var answers = new Dictionary<string, string> { ["last-used"] = "within-12-months", ["setting"] = "unsupervised-only" };
        foreach (var (item, option) in others) answers[item] = option;
        return answers;
    }

    /// <summary>JSON body of a screening; <see cref="Answers"/> if no answers are given.</summary>
    public static string Body(IReadOnlyDictionary<string, string>? answers = null, bool contribute = false)
    {
        var members = new JsonObject();
        foreach (var (item, option) in answers ?? Answers()) members[item] = option;
        return new JsonObject { ["answers"] = members, ["contribute"] = contribute }.ToJsonString();
    }
}
