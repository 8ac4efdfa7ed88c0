using System.Globalization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>
/// FHIRPath on a text that lists the answers of a person, such as <c>;setting=both;;craving=weekly;</c>, and the thresholds that
/// counts and the total reach, such as <c>;signs-present:2;</c>. In all expressions, <c>$this</c> is the text.
/// </summary>
internal static class AnswerText
{
    /// <summary>The text of all answers. Questions are on the second level of a response, in the groups of their sections.</summary>
    public const string All =
        "('' & %resource.item.item.where(answer.value.code.exists()).select(';' & linkId & '=' & answer.value.code & ';').join(''))";

    /// <summary>Makes an empty text an empty collection, for which all further functions are empty.</summary>
    public const string UnlessEmpty = ".where($this != '')";

    /// <summary>Whether an item has an answer.</summary>
    public static string HasAnswer(string itemId) => $"$this.contains(';{itemId}=')";

    /// <summary>Whether a condition holds.</summary>
    public static string Holds(ConditionDocument condition) => condition switch
    {
        { Item: { } item } => HoldsAny(condition.In!.Select(code => Contains($"{item}={code}"))),
        { Count: { } name } => Reaches(name, condition.AtLeast!.Value),
        { Score: not null } => Reaches(LinkId.Total, condition.AtLeast!.Value),
        { All: { } parts } => HoldsAll(parts.Select(Holds)),
        { Any: { } parts } => HoldsAny(parts.Select(Holds)),
        { Not: { } part } => $"{Holds(part)}.not()",
        _ => throw new ArgumentException("A condition has none of the known forms.", nameof(condition)),
    };

    /// <summary>Whether all of some conditions hold.</summary>
    public static string HoldsAll(IEnumerable<string> conditions) => Grouped(conditions, " and ");

    /// <summary>Whether at least one of some conditions holds.</summary>
    public static string HoldsAny(IEnumerable<string> conditions) => Grouped(conditions, " or ");

    /// <summary>Whether a count or the total reaches a threshold.</summary>
    public static string Reaches(string name, int threshold) => Contains(Threshold(name, threshold));

    /// <summary>Adds those of some thresholds to the text that a number reaches.</summary>
    /// <param name="name">Name of the count, or the link id of the total.</param>
    /// <param name="number">The number, as FHIRPath on the text.</param>
    /// <param name="thresholds">The thresholds.</param>
    public static string AddReached(string name, string number, IEnumerable<int> thresholds)
    {
        var reached = thresholds.Select(threshold =>
            string.Create(CultureInfo.InvariantCulture, $"iif($this >= {threshold}, ';{Threshold(name, threshold)};', '')"));
        return $".select($this & ({number}).select({string.Join(" & ", reached)}))";
    }

    /// <summary>Removes the answers of items unless a condition holds.</summary>
    public static string RemoveUnless(string condition, IEnumerable<string> itemIds) =>
        $".select(iif({condition}, $this, $this.replaceMatches(';{OneOf(itemIds)}=[^;]*;', '')))";

    /// <summary>The number of answers of some items with one of some codes.</summary>
    /// <remarks>The regular expressions mark each of these answers, and remove everything but the marks.</remarks>
    public static string Count(IEnumerable<(IEnumerable<string> ItemIds, IEnumerable<string> Codes)> answers)
    {
        var patterns = OneOf(answers.Select(answer => $"{OneOf(answer.ItemIds)}={OneOf(answer.Codes)}"));
        return $"$this.replaceMatches(';{patterns};', '+').replaceMatches('[^+]', '').length()";
    }

    private static string Contains(string fact) => $"$this.contains(';{fact};')";

    private static string Threshold(string name, int threshold) => string.Create(CultureInfo.InvariantCulture, $"{name}:{threshold}");

    // A regular expression that matches any of some patterns.
    private static string OneOf(IEnumerable<string> patterns) => Grouped(patterns, "|");

    private static string Grouped(IEnumerable<string> parts, string separator) =>
        parts.ToList() is [var single] ? single : $"({string.Join(separator, parts)})";
}
