using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates;

public sealed class VocabularyTests
{
    private static readonly Gen<AboutPerson> About =
        from age in Gen.Choose(-1, AboutPerson.AgeBands.Count - 1)
        from gender in Gen.Choose(-1, AboutPerson.Genders.Count - 1)
        select new AboutPerson(age, gender);

    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void A_screening_increments_one_counter_of_each_item_one_score_bin_one_band_and_one_group(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
        var groups = Vocabulary.HasGroups(questionnaire) ? 1 : 0;
        ForAll(id, vocabulary, (answers, incremented) =>
        {
            int Count(string prefix) => incremented.Count(key => key.StartsWith(prefix, StringComparison.Ordinal));
            var raised = questionnaire.Score(answers).Flags.Select(flag => $"flags/{flag.Code}").ToList();
            return questionnaire.Items.All(item => Count($"options/{item.Id}/") == 1)
                && Count("options/") == questionnaire.Items.Length
                && Count("score/") == 1
                && Count("bands/") == 1
                && Count("groups/") == groups
                && Count("flags/") == raised.Count
                && raised.TrueForAll(incremented.Contains);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void The_incremented_counters_match_the_answers(string id)
    {
        var questionnaire = Published.All[id];
        ForAll(id, new Vocabulary(questionnaire, PrivacyProfile.Full), (answers, incremented) =>
        {
            var result = questionnaire.Score(answers);
            var scoreKey = incremented.Single(key => key.StartsWith("score/", StringComparison.Ordinal));
            var bin = scoreKey.Split('/')[2].Split('-').Select(int.Parse).ToList();
            return answers.All(answer => incremented.Contains($"options/{answer.Key}/{answer.Value}"))
                && incremented.Contains($"bands/{result.Audience.Code}/{result.Band.Code}")
                && bin[0] <= result.Score && result.Score <= bin[1];
        });
    }

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void The_small_profile_counts_the_same_without_sums_and_products(string id)
    {
        var questionnaire = Published.All[id];
        var (full, small) = (new Vocabulary(questionnaire, PrivacyProfile.Full), new Vocabulary(questionnaire, PrivacyProfile.Small));
        Assert.Equal(full.Cells.Where(cell => cell.Block is not (Block.MomentSums or Block.MomentProducts)), small.Cells);
        Answering.ForAll(questionnaire, answers =>
        {
            var (ofFull, ofSmall) = (new long[full.Cells.Length], new long[small.Cells.Length]);
            full.Add(questionnaire.Score(answers), AboutPerson.NotGiven, ofFull);
            small.Add(questionnaire.Score(answers), AboutPerson.NotGiven, ofSmall);
            return small.Cells.All(cell => ofSmall[small.IndexOf(cell)] == ofFull[full.IndexOf(cell)]);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_cells_are_unique_and_each_block_is_in_one_piece(string id)
    {
        var cells = new Vocabulary(Published.All[id], PrivacyProfile.Full).Cells;

        Assert.True(cells.Length > 50);
        Assert.Distinct(cells.Select(cell => cell.Key));
        Assert.Equal(cells.Select(cell => cell.Block).Order(), cells.Select(cell => cell.Block));
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_position_of_a_cell_is_found_and_a_foreign_cell_is_not(string id)
    {
        var vocabulary = new Vocabulary(Published.All[id], PrivacyProfile.Full);

        Assert.All(vocabulary.Cells.Index(), entry => Assert.Equal(entry.Index, vocabulary.IndexOf(entry.Item)));
        Assert.All(vocabulary.Cells, cell => Assert.True(vocabulary.Contains(cell)));
        Assert.False(vocabulary.Contains(Cell.Flag("unknown")));
        Assert.Throws<KeyNotFoundException>(() => vocabulary.IndexOf(Cell.Flag("unknown")));
    }

    private static void ForAll(
        string id, Vocabulary vocabulary, Func<Dictionary<string, string>, HashSet<string>, bool> property) =>
        Prop.ForAll(Answering.Of(Published.All[id]).Zip(About).ToArbitrary(), screening =>
        {
            var sums = new long[vocabulary.Cells.Length];
            vocabulary.Add(Published.All[id].Score(screening.Item1), screening.Item2, sums);
            var counts = vocabulary.Cells.Zip(sums)
                .Where(entry => entry.First.Block is not (Block.MomentCount or Block.MomentSums or Block.MomentProducts))
                .ToList();
            return counts.TrueForAll(entry => entry.Second is 0 or 1)
                && property(screening.Item1, [.. counts.Where(entry => entry.Second == 1).Select(entry => entry.First.Key)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
