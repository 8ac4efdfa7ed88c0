using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Aggregates;

public sealed class SensitivityTests
{
    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void No_screening_changes_a_block_by_more_than_its_sensitivity(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
        var complete = 0;
        Answering.ForAll(questionnaire, answers =>
        {
            var changes = Changes(questionnaire, vocabulary, answers);
            if (changes["moments/n"] == 1) complete++;
            return vocabulary.Blocks.All(block => SquaredNorm(vocabulary, changes, block) <= vocabulary.SquaredSensitivity(block));
        });

        Assert.True(complete > 0, "No screening was complete, so the moments were not tested.");
    }

    [Theory, MemberData(nameof(Ids))]
    public void Some_screening_reaches_the_sensitivity_so_no_noise_is_wasted(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
        var extremes = Extremes(questionnaire).Select(answers => Changes(questionnaire, vocabulary, answers)).ToList();

        // Flags have a search of their own.
        Assert.All(vocabulary.Blocks.Where(block => block != Block.Flags), block => Assert.Equal(
            vocabulary.SquaredSensitivity(block), extremes.Max(changes => SquaredNorm(vocabulary, changes, block))));
    }

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void Moments_are_the_products_of_centred_answers_of_complete_screenings(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
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
    [InlineData("ketamine-self-check", Block.Options, 49)]
    [InlineData("ketamine-self-check", Block.Score, 1)]
    [InlineData("ketamine-self-check", Block.Bands, 1)]
    [InlineData("ketamine-self-check", Block.Groups, 1)]
    [InlineData("ketamine-self-check", Block.Flags, 19)]
    [InlineData("ketamine-quick-check", Block.Flags, 2)]
    [InlineData("ketamine-concern-check", Block.Flags, 5)]
    [InlineData("ketamine-self-check", Block.MomentCount, 1)]
    [InlineData("ketamine-quick-check", Block.MomentSums, 5 * 9)]
    [InlineData("ketamine-quick-check", Block.MomentProducts, 15 * 81)]
    [InlineData("ketamine-concern-check", Block.MomentSums, 12 * 9 + 2)]
    public void Sensitivities_match_those_computed_by_hand(string id, Block block, long expected) =>
        Assert.Equal(expected, new Vocabulary(Published.All[id], PrivacyProfile.Full).SquaredSensitivity(block));

    [Theory, MemberData(nameof(Ids))]
    public void Every_weight_is_the_midpoint_plus_a_small_multiple_of_the_unit(string id)
    {
        var scales = MomentScale.Of(Published.All[id]);

        Assert.Equal(Published.All[id].Items.Where(item => item.IsScored), scales.Select(scale => scale.Item));
        Assert.All(scales, scale =>
        {
            Assert.Equal(scale.Item.Options.Length, scale.Values.Length);
            Assert.All(scale.Item.Options, option =>
                Assert.Equal(option.Weight!.Value, scale.Middle + scale.Unit * scale.Values[option.Index]));
            Assert.All(scale.Values, value => Assert.InRange(value, -3, 3));
            var known = scale.Item.Options.Where(option => option.Index != scale.Item.DontKnow);
            Assert.Equal(known.Max(option => Math.Abs(scale.Values[option.Index])), scale.Largest);

            // The values are centred on zero, which keeps the sensitivity and so the noise as small as possible.
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
    public void A_definition_is_rejected_unless_its_weights_are_evenly_spaced(int[] weights, bool isEven)
    {
        var good = Published.Definition("ketamine-quick-check");
        IReadOnlyList<OptionDefinition> options = [.. weights.Select((weight, index) => new OptionDefinition($"option-{index}", weight))];
        var scales = new Dictionary<string, IReadOnlyList<OptionDefinition>>(good.Scales) { ["quick-frequency"] = options };

        Assert.Equal(isEven, DefinitionCheck.AreEvenlySpaced(weights));
        var faults = DefinitionCheck.Faults(good with { Scales = scales });
        Assert.Equal(isEven, !faults.Any(fault => fault.Contains("not evenly spaced", StringComparison.Ordinal)));
    }

    // Every combination of answers to the branching items, each with the mildest, the most severe or no answer to all others.
    private static IEnumerable<Dictionary<string, string>> Extremes(Questionnaire questionnaire)
    {
        var combinations = questionnaire.Items
            .Where(item => questionnaire.Items.Any(other => other.AskedWhen?.Items.Contains(item.Index) == true))
            .Aggregate(
                new List<Dictionary<int, int>> { new() },
                (combinations, item) => [.. combinations.SelectMany(combination => Enumerable
                    .Range(-1, item.Options.Length + 1)
                    .Select(option => new Dictionary<int, int>(combination) { [item.Index] = option }))]);
        return from combination in combinations
               from choose in new Func<Item, int>[] { Mildest, MostSevere, _ => -1 }
               select Interview.Of(questionnaire, item => combination.TryGetValue(item.Index, out var option) ? option : choose(item));

        static int Mildest(Item item) => item.Options.MinBy(option => option.Weight ?? option.Index)!.Index;
        static int MostSevere(Item item) => item.Options.MaxBy(option => option.Weight ?? option.Index)!.Index;
    }

    private static Dictionary<string, long> Changes(Questionnaire questionnaire, Vocabulary vocabulary, Dictionary<string, string> answers)
    {
        var sums = new long[vocabulary.Cells.Length];
        vocabulary.Add(questionnaire.Score(answers), AboutPerson.NotGiven, sums);
        return vocabulary.Cells.Select((cell, index) => (cell.Key, sums[index])).ToDictionary();
    }

    private static long SquaredNorm(Vocabulary vocabulary, Dictionary<string, long> changes, Block block) =>
        vocabulary.Cells.Where(cell => cell.Block == block).Sum(cell => changes[cell.Key] * changes[cell.Key]);

    // Computed from the definition alone: the rank of a weight among the distinct weights, counted from the middle, in half
    // steps when no weight is in the middle.
    private static Dictionary<string, long> Moments(Questionnaire questionnaire, Dictionary<string, string> answers)
    {
        var scored = questionnaire.Definition.Sections
            .SelectMany(section => section.Items)
            .Where(item => item.Options![0].Weight is not null)
            .ToList();
        if (scored.Any(item => !answers.TryGetValue(item.Id, out var code) || code == "dont-know")) return [];
        var values = scored.Select(item =>
        {
            var levels = item.Options!.Select(option => option.Weight!.Value).Distinct().Order().ToList();
            var weight = item.Options!.Single(option => option.Code == answers[item.Id]).Weight!.Value;
            var halfSteps = 2 * levels.IndexOf(weight) - (levels.Count - 1);
            return levels.Count % 2 == 0 ? halfSteps : halfSteps / 2;
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
