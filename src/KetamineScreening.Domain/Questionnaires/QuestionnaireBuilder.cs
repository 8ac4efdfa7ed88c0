using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Turns a definition that passed <see cref="DefinitionCheck"/> into the parts of a <see cref="Questionnaire"/>.</summary>
internal sealed class QuestionnaireBuilder
{
    private readonly Dictionary<string, Item> items = new(StringComparer.Ordinal);

    public QuestionnaireBuilder(Definition source)
    {
        Definition = Expand(source);
        Version = SemanticVersion.TryParse(source.Version, out var version) ? version : default;
        Sections = [.. Definition.Sections.Select(ReadSection)];
        Items = [.. Sections.SelectMany(section => section.Items)];
        Counts = [.. Definition.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(ReadCount)];
        ImmutableArray<Band> scale = [.. Definition.Bands.Select((band, index) => new Band(index, band.Code, band.From))];
        Bands = [.. scale, .. Definition.UnratedBands.Select((band, index) =>
            new Band(scale.Length + index, band.Code, null, scale.FirstOrDefault(rated => rated.Code == band.InsteadOf)))];
        Rules = [.. Definition.Rules.Select((rule, index) => new Rule(index, rule.Code, BandOf(rule.Band), Read(rule.When)))];
        UnratedRules = [.. Definition.UnratedBands
            .SelectMany(band => band.Reasons, (band, reason) => (Band: BandOf(band.Code), Reason: reason))
            .Select((entry, index) => new Rule(Rules.Length + index, entry.Reason.Code, entry.Band, Read(entry.Reason.When)))];
        Actions = [.. Definition.Actions.Select((action, index) =>
            new RecommendedAction(index, action.Code, [.. (action.CoveredBy ?? []).Select(ActionIndex)]))];
        Flags = [.. Definition.Flags
            .OrderBy(flag => ReadUrgency(flag.Urgency))
            .Select((flag, index) => new Flag(
                index,
                flag.Code,
                ReadUrgency(flag.Urgency),
                Read(flag.When),
                flag.Action is { } action ? Actions[ActionIndex(action)] : null))];
        Audiences = [.. Definition.Audiences.Select((audience, index) =>
            new Audience(index, audience.Code, ReadOptional(audience.When)))];
        LearningLinks = [.. Definition.Learn.Select((link, index) => new LearningLink(index, link.Id, ReadOptional(link.When)))];
        var steps = Definition.NextSteps
            .Select((step, index) => new NextStep(
                index, step.Key, step.Value.Kind, ReadOptional(step.Value.When), ActionMask(step.Value.CoveredBy ?? [])))
            .ToDictionary(step => step.Id);
        Steps = [.. Audiences.Select(audience => Bands
            .Select(band => Definition.Guidance.GetValueOrDefault(audience.Code)?.GetValueOrDefault(band.Code) ?? [])
            .Select(ids => ids.Where(steps.ContainsKey).Select(id => steps[id]).ToImmutableArray())
            .ToArray())];
    }

    public Definition Definition { get; }

    public SemanticVersion Version { get; }

    public ImmutableArray<Section> Sections { get; }

    public ImmutableArray<Item> Items { get; }

    public ImmutableArray<AnswerCount> Counts { get; }

    public ImmutableArray<Band> Bands { get; }

    public ImmutableArray<Rule> Rules { get; }

    public ImmutableArray<Rule> UnratedRules { get; }

    public ImmutableArray<Flag> Flags { get; }

    public ImmutableArray<RecommendedAction> Actions { get; }

    public ImmutableArray<LearningLink> LearningLinks { get; }

    /// <summary>Next steps by audience index and band index.</summary>
    public ImmutableArray<NextStep>[][] Steps { get; }

    public ImmutableArray<Audience> Audiences { get; }

    public static Urgency ReadUrgency(string urgency) => Enum.Parse<Urgency>(urgency, ignoreCase: true);

    // Replaces references to shared conditions and scales by the conditions and options themselves.
    private static Definition Expand(Definition source)
    {
        ConditionDocument Expanded(ConditionDocument document) => document switch
        {
            { Is: { } name } => Expanded(source.Conditions[name]),
            { All: { } all } => document with { All = [.. all.Select(Expanded)] },
            { Any: { } any } => document with { Any = [.. any.Select(Expanded)] },
            { Not: { } not } => document with { Not = Expanded(not) },
            _ => document,
        };

        ConditionDocument? ExpandedOptional(ConditionDocument? document) => document is null ? null : Expanded(document);

        return source with
        {
            Sections = [.. source.Sections.Select(section => section with
            {
                Items = [.. section.Items.Select(item => item with
                {
                    AskedWhen = ExpandedOptional(item.AskedWhen),
                    Options = item.Options ?? source.Scales[item.Scale!],
                })],
            })],
            Rules = [.. source.Rules.Select(rule => rule with { When = Expanded(rule.When) })],
            Flags = [.. source.Flags.Select(flag => flag with { When = Expanded(flag.When) })],
            UnratedBands = [.. source.UnratedBands.Select(band => band with
            {
                Reasons = [.. band.Reasons.Select(reason => reason with { When = Expanded(reason.When) })],
            })],
            Audiences = [.. source.Audiences.Select(audience => audience with { When = ExpandedOptional(audience.When) })],
            NextSteps = source.NextSteps.ToDictionary(
                step => step.Key, step => step.Value with { When = ExpandedOptional(step.Value.When) }),
            Learn = [.. source.Learn.Select(link => link with { When = ExpandedOptional(link.When) })],
        };
    }

    private Section ReadSection(SectionDefinition section, int index) =>
        new(index, section.Id, [.. section.Items.Select(item => ReadItem(item, index))]);

    private Item ReadItem(ItemDefinition definition, int section)
    {
        ImmutableArray<Option> options =
            [.. definition.Options!.Select((option, index) => new Option(index, option.Code, option.Weight))];
        var dontKnow = options.FirstOrDefault(option => option.Code == Definition.DontKnowCode)?.Index ?? -1;
        var askedWhen = ReadOptional(definition.AskedWhen);
        var item = new Item(items.Count, definition.Id, section, definition.Required, askedWhen, options, dontKnow);
        items.Add(item.Id, item);
        return item;
    }

    private AnswerCount ReadCount(KeyValuePair<string, CountDefinition> pair, int index)
    {
        var section = Sections.Single(section => section.Id == pair.Value.Section);
        var options = section.Items.Select(item => (item.Index, OptionMask(item, pair.Value.In)));
        return new AnswerCount(index, pair.Key, section.Index, [.. options]);
    }

    private Band BandOf(string code) => Bands.Single(band => band.Code == code);

    private int ActionIndex(string code) => Definition.Actions.Index().Single(entry => entry.Item.Code == code).Index;

    private ulong ActionMask(IEnumerable<string> actions) => actions.Aggregate(0UL, (bits, action) => bits | 1UL << ActionIndex(action));

    private Condition? ReadOptional(ConditionDocument? document) => document is null ? null : Read(document);

    private Condition Read(ConditionDocument document) => document switch
    {
        { Item: { } id } => new Condition.AnsweredIn(items[id].Index, OptionMask(items[id], document.In!)),
        { Count: { } name } => new Condition.CountReaches(Counts.Single(count => count.Name == name).Index, document.AtLeast!.Value),
        { Score: not null } => new Condition.ScoreReaches(document.AtLeast!.Value),
        { All: { } all } => new Condition.AllOf([.. all.Select(Read)]),
        { Any: { } any } => new Condition.AnyOf([.. any.Select(Read)]),
        { Not: { } not } => new Condition.Negation(Read(not)),
        _ => throw new ArgumentException("A condition has none of the known forms.", nameof(document)),
    };

    private static ulong OptionMask(Item item, IEnumerable<string> codes) =>
        codes.Select(code => item.OptionIndex(code)).Where(option => option >= 0).Aggregate(0UL, (bits, option) => bits | 1UL << option);
}
