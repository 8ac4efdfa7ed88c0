using System.Globalization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Total and band of a questionnaire as FHIRPath, in a form that all common engines evaluate alike.</summary>
/// <remarks>
/// The total is a weighted sum of answer counts. Some engines lack <c>weight()</c> and <c>%questionnaire</c>. <c>sum()</c> of an
/// empty collection is empty, and a comparison with an empty collection is empty too. <c>count()</c> always returns a number.
/// A renderer evaluates every variable and expression after each answer, and compares the new values of the variables with the old
/// ones. So only the variables search the response, by the path that all questions have in common, and their values are codes and
/// numbers rather than elements of the response.
/// </remarks>
internal sealed class FhirPath
{
    private const string TotalVariable = "total";

    // Questions are on the second level, in the groups of their sections. A search of all levels is slower.
    private const string Questions = "%resource.item.item";

    private readonly Questionnaire questionnaire;
    private readonly Definition definition;
    private readonly List<ItemDefinition> items;

    /// <summary>Builds the expressions of a questionnaire.</summary>
    public FhirPath(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        definition = questionnaire.Definition;
        items = [.. definition.Sections.SelectMany(section => section.Items)];
        var scored = OptionSet.Of(questionnaire).Where(set => set.Options.Any(option => option.Weight > 0)).ToList();
        var leaves = items.Select(item => item.AskedWhen)
            .Concat(definition.Rules.Select(rule => rule.When))
            .Concat(definition.UnratedBands.SelectMany(band => band.Reasons).Select(reason => reason.When))
            .SelectMany(condition => condition is null ? [] : Leaves(condition))
            .ToList();
        var used = items.Where(item => item.Required || leaves.Any(leaf => leaf.Item == item.Id));
        var counts = definition.Counts.Where(count => leaves.Any(leaf => leaf.Count == count.Key));
        // A scored item with options of its own is an option set, too.
        var answers = scored.Select(set => (Name: OfSet(set), Expression: Answers(set.Items)))
            .Concat(used.Select(item => (Name: OfItem(item.Id), Expression: Answers([item]))))
            .DistinctBy(variable => variable.Name);
        Variables = [.. answers, .. counts.Select(count => (OfCount(count.Key), Counted(count.Value))), (TotalVariable, Sum(scored))];
    }

    /// <summary>
    /// Variables to declare at the root, in this order: the answers of option sets and of single items, counts, then the total.
    /// </summary>
    public IReadOnlyList<(string Name, string Expression)> Variables { get; }

    /// <summary>The total, in terms of <see cref="Variables"/>; 0 without answers.</summary>
    public static string Total => $"%{TotalVariable}";

    /// <summary>The label of the band, in terms of <see cref="Variables"/>.</summary>
    /// <param name="labels">Label of each band by its code.</param>
    /// <param name="otherwise">Text while the band is undetermined, because there is no answer or a required answer is missing.</param>
    public string Band(IReadOnlyDictionary<string, string> labels, string otherwise)
    {
        var scale = questionnaire.ScaleBands;
        var rated = scale.Skip(1).Aggregate(Unrated(scale[0]), (lower, band) =>
        {
            var rules = definition.Rules.Where(rule => rule.Band == band.Code).Select(rule => Of(rule.When));
            var reached = rules.Prepend(string.Create(CultureInfo.InvariantCulture, $"{Total} >= {band.From}"));
            return $"iif({string.Join(" or ", reached)}, {Unrated(band)}, {lower})";
        });
        var bands = Replaced(rated, insteadOf: null);
        return $"iif({IsDetermined()}, {bands}, {Literal(otherwise)})";

        string Unrated(Band band) => Replaced(Literal(labels[band.Code]), band.Code);

        // The first band without rating that applies comes first, so it is added last.
        string Replaced(string expression, string? insteadOf) => definition.UnratedBands
            .Where(band => band.InsteadOf == insteadOf)
            .Reverse()
            .Aggregate(expression, (replaced, band) =>
                $"iif({string.Join(" or ", band.Reasons.Select(reason => Of(reason.When)))}, {Literal(labels[band.Code])}, {replaced})");
    }

    /// <summary>Translates a condition, in terms of <see cref="Variables"/>.</summary>
    public string Of(ConditionDocument condition) => condition switch
    {
        { Item: { } item } => $"%{OfItem(item)}.where({Codes(condition.In!)}).exists()",
        { Count: { } name } => string.Create(CultureInfo.InvariantCulture, $"%{OfCount(name)} >= {condition.AtLeast}"),
        { Score: not null } => string.Create(CultureInfo.InvariantCulture, $"{Total} >= {condition.AtLeast}"),
        { All: { } parts } => $"({string.Join(" and ", parts.Select(Of))})",
        { Any: { } parts } => $"({string.Join(" or ", parts.Select(Of))})",
        { Not: { } part } => $"({Of(part)}).not()",
        _ => throw new ArgumentException("A condition has none of the known forms.", nameof(condition)),
    };

    // The conditions on an item, a count or the score that a condition consists of.
    private static IEnumerable<ConditionDocument> Leaves(ConditionDocument condition) => condition switch
    {
        { All: { } parts } => parts.SelectMany(Leaves),
        { Any: { } parts } => parts.SelectMany(Leaves),
        { Not: { } part } => Leaves(part),
        _ => [condition],
    };

    private static string OfSet(OptionSet set) => VariableOf(set.Name);

    private static string OfItem(string id) => VariableOf($"item.{id}");

    private static string OfCount(string name) => VariableOf($"count.{name}");

    private static string VariableOf(string name) => string.Concat(name.Split('.', '-').Select((word, index) =>
        index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Answers(IEnumerable<ItemDefinition> items) =>
        $"{Questions}.where({string.Join(" or ", items.Select(item => $"linkId='{item.Id}'"))}).answer.value.code";

    private static string Codes(IEnumerable<string> codes) => string.Join(" or ", codes.Select(code => $"$this='{code}'"));

    private static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string Sum(IEnumerable<OptionSet> scored)
    {
        var terms = scored
            .SelectMany(set => set.Options.Where(option => option.Weight > 0), (set, option) =>
                string.Create(CultureInfo.InvariantCulture, $"%{OfSet(set)}.where($this='{option.Code}').count() * {option.Weight}"))
            .ToList();
        return terms.Count > 0 ? string.Join(" + ", terms) : "0";
    }

    private string Counted(CountDefinition count) =>
        $"{Answers(definition.Sections.Single(section => section.Id == count.Section).Items)}.where({Codes(count.In)}).count()";

    // An empty form would otherwise show the lowest band and give false reassurance.
    private string IsDetermined()
    {
        var required = items.Where(item => item.Required).Select(item => item.AskedWhen is { } when
            ? $"(({Of(when)}).not() or %{OfItem(item.Id)}.exists())"
            : $"%{OfItem(item.Id)}.exists()");
        return string.Join(" and ", required.Prepend($"{Questions}.answer.value.code.exists()"));
    }
}
