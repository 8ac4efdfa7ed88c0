using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

/// <summary>A share that a release states.</summary>
/// <param name="Kind">Kind of figure.</param>
/// <param name="Part">Cells of the part.</param>
/// <param name="Whole">Cells of the whole; empty for all people.</param>
public sealed record PublishedShare(string Kind, IReadOnlyList<Cell> Part, IReadOnlyList<Cell> Whole)
{
    /// <summary>All shares of a release.</summary>
    public static IReadOnlyList<PublishedShare> Of(Vocabulary vocabulary)
    {
        var questionnaire = vocabulary.Questionnaire;
        var shares = new List<PublishedShare>();
        foreach (var item in questionnaire.Items)
        {
            var codes = item.Options.Select(option => option.Code).Append(OptionDefinition.NotAnswered);
            AddWithin("option of an item", codes.Select(code => Cell.Option(item.Id, code)));
            AddAll("not asked", [Cell.Option(item.Id, OptionDefinition.NotAsked)]);
        }

        foreach (var audience in questionnaire.Audiences)
        {
            AddWithin("score bin", ScoreBin.Of(questionnaire, audience).Select(bin => Cell.Score(audience.Code, bin)));
            AddWithin("band of an audience", questionnaire.Bands.Select(band => Cell.Band(audience.Code, band.Code)));
        }

        foreach (var band in questionnaire.Bands)
        {
            AddAll("band, all audiences", questionnaire.Audiences.Select(audience => Cell.Band(audience.Code, band.Code)));
        }

        foreach (var flag in questionnaire.Flags) AddAll("flag", [Cell.Flag(flag.Code)]);
        string[] ages = [.. AboutPerson.AgeBands, Cell.NotGiven];
        string[] genders = [.. AboutPerson.Genders, Cell.NotGiven];
        foreach (var age in ages)
        {
            foreach (var gender in genders.Append(Cell.NotSplit))
            {
                AddWithin("group", questionnaire.Bands.Select(band => Cell.Group(age, gender, band.Code)));
            }

            AddMargin(band => genders.Select(gender => Cell.Group(age, gender, band.Code)));
        }

        foreach (var gender in genders) AddMargin(band => ages.Select(age => Cell.Group(age, gender, band.Code)));
        return shares;

        void AddWithin(string kind, IEnumerable<Cell> cells)
        {
            var whole = cells.Where(vocabulary.Contains).ToList();
            shares.AddRange(whole.Select(cell => new PublishedShare(kind, [cell], whole)));
        }

        void AddAll(string kind, IEnumerable<Cell> cells)
        {
            var part = cells.Where(vocabulary.Contains).ToList();
            if (part.Count > 0) shares.Add(new PublishedShare(kind, part, []));
        }

        void AddMargin(Func<Band, IEnumerable<Cell>> cellsOf)
        {
            var parts = questionnaire.Bands.Select(band => cellsOf(band).Where(vocabulary.Contains).ToList()).Where(part => part.Count > 0).ToList();
            var whole = parts.SelectMany(part => part).ToList();
            shares.AddRange(parts.Select(part => new PublishedShare("group margin", part, whole)));
        }
    }
}
