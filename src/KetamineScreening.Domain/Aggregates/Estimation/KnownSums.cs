using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>All sums that the counters of a questionnaire are known to have, whatever people answer.</summary>
/// <remarks>
/// The parameters are the numbers of people in each branch of the questionnaire and, for each audience, in each of its bands but the
/// first. Every other sum follows: the options of an item add up to the people in the branches that ask it, an option of an item that
/// decides the branch has the people of those branches, the score bins of an audience add up to its people, and the groups of a band
/// add up to that band over all audiences. Flags and complete screenings are part of no sum. Each counter is in one sum at most.
/// </remarks>
internal sealed class KnownSums
{
    private readonly Vocabulary vocabulary;
    private readonly Questionnaire questionnaire;
    private readonly List<(Audience Audience, Band Band)> bands;
    private readonly ImmutableArray<KnownSum>.Builder sums = ImmutableArray.CreateBuilder<KnownSum>();

    public KnownSums(Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        questionnaire = vocabulary.Questionnaire;
        bands = [.. questionnaire.Audiences.SelectMany(audience => ReachableBands(audience).Skip(1).Select(band => (audience, band)))];
        Total = [.. Branches(_ => true)];
        foreach (var item in questionnaire.Items) AddItem(item);
        foreach (var audience in questionnaire.Audiences) AddAudience(audience);
        if (Vocabulary.HasGroups(questionnaire)) AddGroups();
        All = sums.ToImmutable();
    }

    /// <summary>The sums.</summary>
    public ImmutableArray<KnownSum> All { get; }

    /// <summary>Coefficient of each parameter in the number of all people.</summary>
    public ImmutableArray<int> Total { get; }

    private void AddItem(Item item)
    {
        var answers = item.Options.Select(option => (option.Index, Cell: Cell.Option(item.Id, option.Code)))
            .Append((Index: -1, Cell: Cell.Option(item.Id, OptionDefinition.NotAnswered)))
            .Where(answer => vocabulary.Contains(answer.Cell))
            .ToList();
        if (questionnaire.Branches.Any(branch => branch.BranchingAnswers[item.Index] is not null))
        {
            foreach (var (option, cell) in answers)
            {
                Add([cell], Branches(branch => branch.Asked[item.Index] && branch.BranchingAnswers[item.Index] == option));
            }
        }
        else
        {
            Add(answers.Select(answer => answer.Cell), Branches(branch => branch.Asked[item.Index]));
        }

        Add([Cell.Option(item.Id, OptionDefinition.NotAsked)], Branches(branch => !branch.Asked[item.Index]));
    }

    private void AddAudience(Audience audience)
    {
        Add(ScoreBin.Of(questionnaire, audience).Select(bin => Cell.Score(audience.Code, bin)), People(audience));
        foreach (var band in ReachableBands(audience)) Add([Cell.Band(audience.Code, band.Code)], People(audience, band));
    }

    private void AddGroups()
    {
        foreach (var band in questionnaire.Bands)
        {
            var cells = from age in AboutPerson.AgeBands.Append(Cell.NotGiven)
                        from gender in AboutPerson.Genders.Append(Cell.NotGiven).Append(Cell.NotSplit)
                        select Cell.Group(age, gender, band.Code);
            var audiences = questionnaire.Audiences.Where(audience => ReachableBands(audience).Contains(band));
            Add(cells, audiences.Select(audience => People(audience, band)).Aggregate(new int[Total.Length], Plus));
        }
    }

    private void Add(IEnumerable<Cell> cells, int[] people)
    {
        ImmutableArray<Cell> counted = [.. cells.Where(vocabulary.Contains)];
        if (counted.IsEmpty) return;
        sums.Add(new KnownSum(counted[0].Block, [.. counted.Select(vocabulary.IndexOf)], [.. people]));
    }

    private IEnumerable<Band> ReachableBands(Audience audience) =>
        questionnaire.Bands.Where(band => vocabulary.Contains(Cell.Band(audience.Code, band.Code)));

    private int[] Branches(Func<Branch, bool> isCounted) =>
        [.. questionnaire.Branches.Select(branch => isCounted(branch) ? 1 : 0), .. bands.Select(_ => 0)];

    private int[] People(Audience audience) => Branches(branch => branch.Audience == audience);

    // The first band of an audience has no parameter: it has the people who are in none of the other bands.
    private int[] People(Audience audience, Band band)
    {
        var isFirst = !bands.Contains((audience, band));
        var people = isFirst ? People(audience) : new int[Total.Length];
        foreach (var (index, entry) in bands.Index())
        {
            if (isFirst ? entry.Audience == audience : entry == (audience, band)) people[questionnaire.Branches.Length + index] = isFirst ? -1 : 1;
        }

        return people;
    }

    private static int[] Plus(int[] left, int[] right) => [.. left.Zip(right, (a, b) => a + b)];
}
