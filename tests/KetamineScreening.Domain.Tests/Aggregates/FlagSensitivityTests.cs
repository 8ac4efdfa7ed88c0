using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Aggregates;

[Trait("kind", "property")]
public sealed class FlagSensitivityTests
{
    private const int Flags = 7;

    // Branching items and others: enough to matter, few enough to try all answers.
    private static readonly string[] Items = ["last-used", "setting", "frequency", "tolerance", "bladder"];

    private static readonly Definition QuickCheck = Published.Definition("ketamine-quick-check");

    private static readonly Questionnaire Original = Published.All["ketamine-quick-check"];

    private static readonly Gen<ConditionDocument> Answered =
        from id in Gen.Elements(Items)
        from mask in Gen.Choose(1, 31)
        select new ConditionDocument { Item = id, In = Codes(id, mask) };

    private static readonly Gen<ConditionDocument> Conditions = Nested(2);

    private static readonly Gen<ConditionDocument> WithTotals = Gen.OneOf(
        Conditions,
        from least in Gen.Choose(1, 15) select new ConditionDocument { Score = "total", AtLeast = least },
        from least in Gen.Choose(1, 5) select new ConditionDocument { Count = "signs-answered", AtLeast = least });

    public static TheoryData<string> Ids => Published.Ids;

    [Fact]
    public void The_number_equals_a_search_of_all_answers() => ForAll(Conditions, (sensitivity, most) => sensitivity == most);

    [Fact]
    public void With_conditions_on_totals_the_number_is_never_too_small() =>
        ForAll(WithTotals, (sensitivity, most) => sensitivity >= most);

    [Theory, MemberData(nameof(Ids))]
    public void Some_answers_raise_that_many_flags_of_a_published_questionnaire(string id)
    {
        var questionnaire = Published.All[id];
        var most = 0;
        for (var seed = 0; seed < 20; seed++) most = Math.Max(most, Climb(questionnaire, new Random(seed)));

        Assert.Equal(FlagSensitivity.Of(questionnaire), most);
    }

    // Changes one answer at a time and keeps a change that raises as many flags or more.
    private static int Climb(Questionnaire questionnaire, Random random)
    {
        var wanted = questionnaire.Items.Select(item => random.Next(-1, item.Options.Length)).ToArray();
        var best = Raised(questionnaire, wanted);
        for (var change = 0; change < 5000; change++)
        {
            var index = random.Next(wanted.Length);
            var before = wanted[index];
            wanted[index] = random.Next(-1, questionnaire.Items[index].Options.Length);
            var raised = Raised(questionnaire, wanted);
            if (raised >= best) best = raised;
            else wanted[index] = before;
        }

        return best;
    }

    private static int Raised(Questionnaire questionnaire, int[] wanted)
    {
        var chosen = new sbyte[wanted.Length];
        Array.Fill(chosen, (sbyte)-1);
        foreach (var item in questionnaire.Items)
        {
            if (item.IsAsked(chosen)) chosen[item.Index] = (sbyte)(wanted[item.Index] < 0 && item.Required ? 0 : wanted[item.Index]);
        }

        return Scorer.Score(AnswerSheet.Of(questionnaire, chosen)!).Flags.Count();
    }

    private static void ForAll(Gen<ConditionDocument> conditions, Func<int, int, bool> property) =>
        Prop.ForAll(conditions.ArrayOf(Flags).ToArbitrary(), documents =>
        {
            var flags = documents.Select((when, index) => new FlagDefinition($"flag-{index}", "soon", when));

            // Built without the checks, which want every flag to be possible and to have texts.
            var planted = new Questionnaire(new QuestionnaireBuilder(QuickCheck with { Flags = [.. flags] }));
            return property(FlagSensitivity.Of(planted), AllAnswers(planted).Max(wanted => Raised(planted, wanted)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    // Every combination of the items that flags look at; all others have the highest answer, for the sake of the totals.
    private static IEnumerable<int[]> AllAnswers(Questionnaire questionnaire) => questionnaire.Items
        .Where(item => Items.Contains(item.Id))
        .Aggregate(
            (IEnumerable<int[]>)[[.. questionnaire.Items.Select(item => item.Options.Length - 1)]],
            (combinations, item) => combinations.SelectMany(combination => Enumerable
                .Range(-1, item.Options.Length + 1)
                .Select(option =>
                {
                    var copy = (int[])combination.Clone();
                    copy[item.Index] = option;
                    return copy;
                })));

    private static Gen<ConditionDocument> Nested(int depth)
    {
        if (depth == 0) return Answered;
        var part = Nested(depth - 1);
        return Gen.OneOf(
            Answered,
            from parts in part.ArrayOf(2) select new ConditionDocument { All = parts },
            from parts in part.ArrayOf(2) select new ConditionDocument { Any = parts },
            from negated in part select new ConditionDocument { Not = negated });
    }

    // At least one code: the last option, when the mask names none.
    private static string[] Codes(string id, int mask)
    {
        var options = Original.Items.Single(item => item.Id == id).Options;
        string[] codes = [.. options.Where(option => (mask >> option.Index & 1) == 1).Select(option => option.Code)];
        return codes.Length > 0 ? codes : [options[^1].Code];
    }
}
