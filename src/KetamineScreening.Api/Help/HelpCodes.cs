namespace KetamineScreening.Api.Help;

/// <summary>The codes that entries of the help directory use.</summary>
internal static class HelpCodes
{
    public const string Emergency = "emergency";
    public const string Crisis = "crisis";
    public const string Weekly = "weekly";
    public const string UnknownCost = "unknown";

    /// <summary>Purposes in the order in which services are served.</summary>
    public static readonly string[] Purposes = [Emergency, Crisis, "drug-support", "medical-advice", "young-people", "family"];

    public static readonly string[] SourceStates = ["good", "old-copies-only"];
    public static readonly string[] Patterns = ["always", Weekly, "unknown"];
    public static readonly string[] Costs = ["free", "standard-rate", "charged", UnknownCost];

    /// <summary>The days of the week from Monday.</summary>
    public static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
}
