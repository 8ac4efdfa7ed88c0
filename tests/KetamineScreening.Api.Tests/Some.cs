using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests;

/// <summary>Values for which it does not matter which they are.</summary>
public static class Some
{
    /// <summary>The full instrument.</summary>
    public const string SelfCheck = "ketamine-self-check";

    /// <summary>The short instrument.</summary>
    public const string QuickCheck = "ketamine-quick-check";

    /// <summary>The instrument about somebody else.</summary>
    public const string ConcernCheck = "ketamine-concern-check";

    /// <summary>Countries with services of their own, and one without.</summary>
    public static readonly IReadOnlyList<string> Countries = ["US", "GB", "IE", "CA", "AU", "NZ", "SG", "DE", "FR", "HK", "ZW"];

    /// <summary>Answers of somebody who uses without supervision; others can be added.</summary>
    public static Dictionary<string, string> Answers(params (string Item, string Option)[] others)
    {
        var answers = new Dictionary<string, string> { ["last-used"] = "within-12-months", ["setting"] = "unsupervised-only" };
        foreach (var (item, option) in others) answers[item] = option;
        return answers;
    }

    /// <summary>Body of a screening.</summary>
    public static string Body(IReadOnlyDictionary<string, string>? answers = null, bool contribute = false)
    {
        var members = new JsonObject();
        foreach (var (item, option) in answers ?? Answers()) members[item] = option;
        return new JsonObject { ["answers"] = members, ["contribute"] = contribute }.ToJsonString();
    }
}
