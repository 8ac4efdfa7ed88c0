using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Aggregates;

public sealed class SensitivityTests
{
    private static readonly Block[] Blocks = Enum.GetValues<Block>();

    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void No_screening_changes_a_block_by_more_than_is_declared(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary([questionnaire]);
        var complete = 0;
        Answering.ForAll(questionnaire, answers =>
        {
            var changes = Changes(questionnaire, vocabulary, answers);
            if (changes["moments/n"] == 1) complete++;
            return Blocks.All(block => SquaredNorm(vocabulary, changes, block) <= vocabulary.SquaredSensitivity(block));
        });

        Assert.True(complete > 0, "No screening was complete, so moments were never looked at.");
    }

    [Theory, MemberData(nameof(Ids))]
    public void What_is_declared_is_reached_so_there_is_no_more_noise_than_there_has_to_be(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary([questionnaire]);
        var extremes = Extremes(questionnaire).Select(answers => Changes(questionnaire, vocabulary, answers)).ToList();

        Assert.All(Blocks, block => Assert.Equal(vocabulary.SquaredSensitivity(block), extremes.Max(changes => SquaredNorm(vocabulary, changes, block))));
    }

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void Moments_are_the_products_of_centred_answers_of_complete_screenings(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary([questionnaire]);
        var keys = vocabulary.Cells.Select(cell => cell.Key).Where(key => key.StartsWith("moments/", StringComparison.Ordinal)).ToHashSet();
        bool Agrees(Dictionary<string, string> answers)
        {
            var expected = Moments(questionnaire, answers);
            var changes = Changes(questionnaire, vocabulary, answers);
            return expected.Keys.All(keys.Contains) && keys.All(key => changes[key] == expected.GetValueOrDefault(key));
        }

        Answering.ForAll(questionnaire, Agrees);
        var extremes = Extremes(questionnaire).ToList();
        Assert.All(extremes, answers => Assert.True(Agrees(answers)));
        Assert.Contains(extremes, answers => Moments(questionnaire, answers).Count == keys.Count);
        Assert.Contains(extremes, answers => Moments(questionnaire, answers).Count == 0);
    }

    [Theory]
    [InlineData("ketamine-self-check", Block.Options, 42)]
    [InlineData("ketamine-self-check", Block.Score, 1)]
    [InlineData("ketamine-self-check", Block.MomentCount, 1)]
    [InlineData("ketamine-quick-check", Block.MomentSums, 5 * 9)]
    [InlineData("ketamine-quick-check", Block.MomentProducts, 15 * 81)]
    [InlineData("ketamine-concern-check", Block.MomentSums, 11 * 9 + 2)]
    public void Sensitivities_worked_out_by_hand(string id, Block block, long expected) =>
        Assert.Equal(expected, new Vocabulary([Published.All[id]]).SquaredSensitivity(block));

    [Theory, MemberData(nameof(Ids))]
    public void Every_weight_is_the_middle_and_so_many_steps_of_a_small_scale(string id)
    {
        var scales = MomentScale.Of(Published.All[id]);

        Assert.Equal(Published.All[id].Items.Where(item => item.IsScored), scales.Select(scale => scale.Item));
        Assert.All(scales, scale =>
        {
            Assert.Equal(scale.Item.Options.Length, scale.Values.Length);
            Assert.All(scale.Item.Options, option => Assert.Equal(option.Weight!.Value, scale.Middle + scale.Unit * scale.Values[option.Index]));
            Assert.All(scale.Values, value => Assert.InRange(value, -3, 3));
            Assert.Equal(scale.Item.Options.Where(option => option.Index != scale.Item.DontKnow).Max(option => Math.Abs(scale.Values[option.Index])), scale.Largest);

            // Centred: as far below zero as above it, or the noise would be larger than it has to be.
            Assert.Equal(-scale.Values.Min(), scale.Values.Max());
        });
    }

    [Theory]
    [InlineData(new[] { 0, 2, 4, 6 }, true)]
    [InlineData(new[] { 0, 1 }, true)]
    [InlineData(new[] { 0, 0, 1, 2 }, true)]
    [InlineData(new[] { 6, 0, 3 }, true)]
    [InlineData(new[] { 0, 1, 3 }, false)]
    [InlineData(new[] { 0, 2, 3, 6 }, false)]
    public void Weights_are_evenly_spaced_or_the_definition_is_refused(int[] weights, bool isEven)
    {
        var good = Published.Definition("ketamine-quick-check");
        IReadOnlyList<OptionDefinition> options = [.. weights.Select((weight, place) => new OptionDefinition($"option-{place}", weight))];
        var scales = new Dictionary<string, IReadOnlyList<OptionDefinition>>(good.Scales) { ["quick-frequency"] = options };

        Assert.Equal(isEven, DefinitionCheck.AreEvenlySpaced(weights));
        Assert.Equal(isEven, !DefinitionCheck.Faults(good with { Scales = scales }).Any(fault => fault.Contains("not evenly spaced", StringComparison.Ordinal)));
    }

    // Every answer to the questions that branching looks at, and to all others the mildest, the most severe, or none.
    private static IEnumerable<Dictionary<string, string>> Extremes(Questionnaire questionnaire)
    {
        var gates = questionnaire.Items.Where(item => questionnaire.Items.Any(other => other.AskedWhen?.Items.Contains(item.Index) == true)).ToList();
        var ways = gates.Aggregate(
            new List<Dictionary<int, int>> { new() },
            (ways, gate) => [.. ways.SelectMany(way => Enumerable.Range(-1, gate.Options.Length + 1).Select(option => new Dictionary<int, int>(way) { [gate.Index] = option }))]);
        return from way in ways
               from choose in new Func<Item, int>[] { Mildest, MostSevere, _ => -1 }
               select Interview.Of(questionnaire, item => way.TryGetValue(item.Index, out var option) ? option : choose(item));

        static int Mildest(Item item) => item.Options.MinBy(option => option.Weight ?? option.Index)!.Index;
        static int MostSevere(Item item) => item.Options.MaxBy(option => option.Weight ?? option.Index)!.Index;
    }

    private static Dictionary<string, long> Changes(Questionnaire questionnaire, Vocabulary vocabulary, Dictionary<string, string> answers)
    {
        var sums = new long[vocabulary.Cells.Length];
        vocabulary.Add(questionnaire.Score(answers), sums);
        return vocabulary.Cells.Select((cell, place) => (cell.Key, sums[place])).ToDictionary();
    }

    private static long SquaredNorm(Vocabulary vocabulary, Dictionary<string, long> changes, Block block) =>
        vocabulary.Cells.Where(cell => cell.Block == block).Sum(cell => changes[cell.Key] * changes[cell.Key]);

    // Worked out from the definition alone: the place of a weight among the different weights, counted from the middle,
    // in half steps where no weight is in the middle.
    private static Dictionary<string, long> Moments(Questionnaire questionnaire, Dictionary<string, string> answers)
    {
        var scored = questionnaire.Definition.Sections.SelectMany(section => section.Items).Where(item => item.Options![0].Weight is not null).ToList();
        if (scored.Any(item => !answers.TryGetValue(item.Id, out var code) || code == "dont-know")) return [];
        var values = scored.Select(item =>
        {
            var levels = item.Options!.Select(option => option.Weight!.Value).Distinct().Order().ToList();
            var twice = 2 * levels.IndexOf(item.Options!.Single(option => option.Code == answers[item.Id]).Weight!.Value) - (levels.Count - 1);
            return levels.Count % 2 == 0 ? twice : twice / 2;
        }).ToList();

        var moments = new Dictionary<string, long> { ["moments/n"] = 1 };
        for (var i = 0; i < scored.Count; i++)
        {
            moments[$"moments/sum/{scored[i].Id}"] = values[i];
            for (var j = i; j < scored.Count; j++) moments[$"moments/product/{scored[i].Id}/{scored[j].Id}"] = values[i] * values[j];
        }

        return moments;
    }
}
