using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>Which cells each row of the table of age bands and genders covers.</summary>
internal static class GroupTable
{
    /// <summary>The table: each cell, then each age band over the genders, then each gender over the age bands.</summary>
    public static CountTable Of(ClosedPeriod period, HashSet<Cell> cells)
    {
        string[] ages = [Cell.NotGiven, .. AboutPerson.AgeBands];
        string[] genders = [Cell.NotGiven, .. AboutPerson.Genders];
        var youngest = AboutPerson.AgeBands[0];
        var split = ages.Where(age => age != youngest).ToList();
        IEnumerable<CountRow> rows =
        [
            .. ages.SelectMany(age => age == youngest
                ? Rows(age, TableCodes.All, [(age, Cell.NotSplit)])
                : genders.SelectMany(gender => Rows(age, gender, [(age, gender)]))),
            .. split.SelectMany(age => Rows(age, TableCodes.All, genders.Select(gender => (age, gender)))),
            .. genders.SelectMany(gender => Rows(TableCodes.All, gender, split.Select(age => (age, gender)))),
        ];
        return new CountTable(
            "groups",
            "Bands by age band and gender",
            [
                Column.OfCodes("age_band", "Code of the age band; all for the age bands that are split by gender", TableCodes.AgeBands),
                Column.OfCodes("gender", "Code of the gender, or all", TableCodes.Genders),
                Column.OfCodes("band", "Code of the band", TableCodes.Bands(period)),
            ],
            ["age_band", "gender", "band"],
            [.. rows])
        {
            CodebookKeys = [new(["age_band"], ["code"]), new(["gender"], ["code"]), new(["band"], ["code"])],
        };

        IEnumerable<CountRow> Rows(string age, string gender, IEnumerable<(string Age, string Gender)> parts)
        {
            var groups = parts.ToList();
            var bands = period.Questionnaire.Bands
                .Select(band => (band.Code, Cells: groups
                    .Select(part => Cell.Group(part.Age, part.Gender, band.Code)).Where(cells.Contains).ToList()))
                .Where(band => band.Cells.Count > 0)
                .ToList();
            var whole = bands.SelectMany(band => band.Cells).ToList();
            return bands.Select(band => new CountRow([age, gender, band.Code], band.Cells, whole));
        }
    }
}
