using System.Globalization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Total and band of a questionnaire as FHIRPath, in a form that all common engines evaluate alike.</summary>
/// <remarks>
/// A renderer may keep the answer of an item that is not enabled any more, and such an answer must not count. Each expression
/// therefore writes all answers into one text, removes those of items that are not enabled, and then looks only at the text. A text
/// is the one intermediate value that every engine can keep: some have no variables, so <c>select()</c> passes the text on. Some also
/// lack <c>repeat()</c>, <c>split()</c>, <c>weight()</c> or <c>%questionnaire</c>. The response is searched only once, because a
/// renderer evaluates every expression after each answer.
/// Without answers, total and band are empty: the lowest band would give false reassurance, and Medplum never updates a field that
/// starts with a value.
/// </remarks>
internal sealed class FhirPath
{
    private readonly Questionnaire questionnaire;
    private readonly Definition definition;
    private readonly List<ItemDefinition> items;
    private readonly string enabledAnswers;
    private readonly string sum;

    /// <summary>Builds the expressions of a questionnaire.</summary>
    public FhirPath(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        definition = questionnaire.Definition;
        items = [.. definition.Sections.SelectMany(section => section.Items)];
        // A condition looks at earlier items only. When they are not enabled, their answers have been removed before.
        enabledAnswers = AnswerText.All + string.Concat(items
            .Where(item => item.AskedWhen is not null)
            .GroupBy(item => AnswerText.Holds(item.AskedWhen!), item => item.Id, StringComparer.Ordinal)
            .Select(group => AnswerText.RemoveUnless(group.Key, group))) + AnswerText.UnlessEmpty;
        sum = Sum(questionnaire);
    }

    /// <summary>The sum of the weights of all answers to enabled items; empty without answers.</summary>
    public string Total => $"{enabledAnswers}.select({sum})";

    /// <summary>The label of the band; empty without answers.</summary>
    /// <param name="labels">Label of each band by its code.</param>
    /// <param name="otherwise">Text while the band is undetermined, because a required answer is missing.</param>
    public string Band(IReadOnlyDictionary<string, string> labels, string otherwise)
    {
        var scale = questionnaire.ScaleBands;
        var rated = scale.Skip(1).Aggregate(Unrated(scale[0]), (lower, band) =>
        {
            var rules = definition.Rules.Where(rule => rule.Band == band.Code).Select(rule => AnswerText.Holds(rule.When));
            var reached = AnswerText.HoldsAny(rules.Prepend(AnswerText.Reaches(LinkId.Total, band.From!.Value)));
            return $"iif({reached}, {Unrated(band)}, {lower})";
        });
        var bands = Replaced(rated, insteadOf: null);
        var band = IsDetermined() is { } isDetermined ? $"iif({isDetermined}, {bands}, {Literal(otherwise)})" : bands;
        return $"{enabledAnswers}{ReachedThresholds()}.select({band})";

        string Unrated(Band band) => Replaced(Literal(labels[band.Code]), band.Code);

        // The first band without rating that applies comes first, so it is added last.
        string Replaced(string expression, string? insteadOf) => definition.UnratedBands
            .Where(band => band.InsteadOf == insteadOf)
            .Reverse()
            .Aggregate(expression, (replaced, band) =>
            {
                var reasons = AnswerText.HoldsAny(band.Reasons.Select(reason => AnswerText.Holds(reason.When)));
                return $"iif({reasons}, {Literal(labels[band.Code])}, {replaced})";
            });
    }

    private static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private static string Sum(Questionnaire questionnaire)
    {
        var terms = OptionSet.Of(questionnaire)
            .SelectMany(set => set.Options.Where(option => option.Weight > 0), (set, option) => (
                option.Weight, Answers: (set.Items.Select(item => item.Id), (IEnumerable<string>)[option.Code])))
            .GroupBy(term => term.Weight, term => term.Answers)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{AnswerText.Count(group)} * {group.Key}"))
            .ToList();
        return terms.Count > 0 ? string.Join(" + ", terms) : "0";
    }

    // Adds to the text the thresholds that the conditions of the band look at.
    private string ReachedThresholds()
    {
        var conditions = definition.Rules.Select(rule => rule.When)
            .Concat(definition.UnratedBands.SelectMany(band => band.Reasons).Select(reason => reason.When));
        return string.Concat(conditions.SelectMany(Thresholds)
            .Concat(questionnaire.ScaleBands.Skip(1).Select(band => (Name: LinkId.Total, Threshold: band.From!.Value)))
            .Distinct()
            .GroupBy(number => number.Name, number => number.Threshold, StringComparer.Ordinal)
            .Select(group => AnswerText.AddReached(group.Key, group.Key == LinkId.Total ? sum : Counted(group.Key), group.Order())));
    }

    private static IEnumerable<(string Name, int Threshold)> Thresholds(ConditionDocument condition) => condition switch
    {
        { All: { } parts } => parts.SelectMany(Thresholds),
        { Any: { } parts } => parts.SelectMany(Thresholds),
        { Not: { } part } => Thresholds(part),
        { AtLeast: { } threshold } => [(condition.Count ?? LinkId.Total, threshold)],
        _ => [],
    };

    private string Counted(string name)
    {
        var count = definition.Counts[name];
        var section = definition.Sections.Single(section => section.Id == count.Section);
        return AnswerText.Count([(section.Items.Select(item => item.Id), count.In)]);
    }

    // Whether every required item that is asked has an answer; null without required items.
    private string? IsDetermined()
    {
        var required = items.Where(item => item.Required).Select(item => item.AskedWhen is { } when
            ? $"({AnswerText.Holds(when)}.not() or {AnswerText.HasAnswer(item.Id)})"
            : AnswerText.HasAnswer(item.Id)).ToList();
        return required.Count > 0 ? string.Join(" and ", required) : null;
    }
}
