using System.Globalization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Total and band of a questionnaire as FHIRPath, in a form that all common engines evaluate alike.</summary>
/// <remarks>
/// The total is a weighted sum of answer counts. Some engines lack <c>weight()</c> and <c>%questionnaire</c>. <c>sum()</c> of an
/// empty collection is empty, and a comparison with an empty collection is empty too. <c>count()</c> always returns a number.
/// </remarks>
internal sealed class FhirPath
{
    private const string TotalVariable = "total";
    private readonly Questionnaire questionnaire;
    private readonly Definition definition;

    /// <summary>Builds the expressions of a questionnaire.</summary>
    public FhirPath(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        definition = questionnaire.Definition;
        var scored = OptionSet.Of(questionnaire).Where(set => set.Options.Any(option => option.Weight > 0)).ToList();
        var terms = scored
            .SelectMany(set => set.Options.Where(option => option.Weight > 0), (set, option) =>
                string.Create(CultureInfo.InvariantCulture, $"%{VariableOf(set)}.where(code='{option.Code}').count() * {option.Weight}"))
            .ToList();
        Total = terms.Count > 0 ? string.Join(" + ", terms) : "0";
        Variables = [.. scored.Select(set => (VariableOf(set), Answers(set.Items.Select(item => item.Id)))), (TotalVariable, Total)];
    }

    /// <summary>Variables to declare at the root, in this order: the answers of each scored option set, then the total.</summary>
    public IReadOnlyList<(string Name, string Expression)> Variables { get; }

    /// <summary>The total, in terms of <see cref="Variables"/>; 0 without answers.</summary>
    public string Total { get; }

    /// <summary>The label of the band, in terms of <see cref="Variables"/>.</summary>
    /// <param name="labels">Label of each band by its code.</param>
    /// <param name="otherwise">Text while the band is undetermined, because there is no answer or a required answer is missing.</param>
    public string Band(IReadOnlyDictionary<string, string> labels, string otherwise)
    {
        var scale = questionnaire.ScaleBands;
        var rated = scale.Skip(1).Aggregate(Unrated(scale[0]), (lower, band) =>
        {
            var rules = definition.Rules.Where(rule => rule.Band == band.Code).Select(rule => Of(rule.When));
            var reached = rules.Prepend(string.Create(CultureInfo.InvariantCulture, $"%{TotalVariable} >= {band.From}"));
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

    /// <summary>Translates a condition.</summary>
    public string Of(ConditionDocument condition) => condition switch
    {
        { Item: { } item } => $"{Answers([item])}.where({Codes(condition.In!)}).exists()",
        { Count: { } name } => string.Create(CultureInfo.InvariantCulture, $"{Counted(definition.Counts[name])} >= {condition.AtLeast}"),
        { Score: not null } => string.Create(CultureInfo.InvariantCulture, $"%{TotalVariable} >= {condition.AtLeast}"),
        { All: { } parts } => $"({string.Join(" and ", parts.Select(Of))})",
        { Any: { } parts } => $"({string.Join(" or ", parts.Select(Of))})",
        { Not: { } part } => $"({Of(part)}).not()",
        _ => throw new ArgumentException("A condition has none of the known forms.", nameof(condition)),
    };

    private static string VariableOf(OptionSet set) => string.Concat(set.Name.Split('.', '-').Select((word, index) =>
        index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Answers(IEnumerable<string> items) =>
        $"%resource.repeat(item).where({string.Join(" or ", items.Select(item => $"linkId='{item}'"))}).answer.value";

    private static string Codes(IEnumerable<string> codes) => string.Join(" or ", codes.Select(code => $"code='{code}'"));

    private static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private string Counted(CountDefinition count)
    {
        var items = definition.Sections.Single(section => section.Id == count.Section).Items.Select(item => item.Id);
        return $"{Answers(items)}.where({Codes(count.In)}).count()";
    }

    // An empty form would otherwise show the lowest band and give false reassurance.
    private string IsDetermined()
    {
        var required = definition.Sections.SelectMany(section => section.Items).Where(item => item.Required).Select(item =>
            item.AskedWhen is { } when ? $"(({Of(when)}).not() or {Answers([item.Id])}.exists())" : $"{Answers([item.Id])}.exists()");
        return string.Join(" and ", required.Prepend("%resource.repeat(item).answer.value.code.exists()"));
    }
}
