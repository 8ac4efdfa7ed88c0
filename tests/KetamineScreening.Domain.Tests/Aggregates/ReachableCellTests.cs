using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates;

[Trait("kind", "property")]
public sealed class ReachableCellTests
{
    private const int Screenings = 60_000;

    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void Every_counter_is_reached_by_some_answers_and_no_answers_lack_a_counter(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
        var (reached, sums) = (new bool[vocabulary.Cells.Length], new long[vocabulary.Cells.Length]);
        var random = new Random(11);
        for (var screening = 0; screening < Screenings; screening++)
        {
            // A screening without a counter of its own would fail with an index out of range.
            vocabulary.Add(Searching.Next(questionnaire, random), Searching.About(random), sums);
            for (var cell = 0; cell < sums.Length; cell++) reached[cell] |= sums[cell] != 0;
            Array.Clear(sums);
        }

        Assert.Equal([], vocabulary.Cells.Where((_, cell) => !reached[cell]).Select(cell => cell.Key));
    }
}
