using System.Globalization;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Domain.Tests.Aggregates;

public sealed class CalendarPeriodTests
{
    private static readonly Gen<CalendarPeriod> Periods =
        from year in Gen.Choose(2000, 2100)
        from quarter in Gen.Choose(0, 4)
        select new CalendarPeriod(year, quarter);

    [Theory]
    [InlineData("2026-12-31T23:59:59Z", "2026q4", "2026")]
    [InlineData("2027-01-01T00:00:00Z", "2027q1", "2027")]
    [InlineData("2027-01-01T00:30:00+01:00", "2026q4", "2026")]
    [InlineData("2026-03-31T23:00:00-02:00", "2026q2", "2026")]
    public void Periods_are_in_utc(string moment, string quarter, string year)
    {
        var time = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

        Assert.Equal(quarter, CalendarPeriod.Of(time, PeriodLength.Quarter).ToString());
        Assert.Equal(year, CalendarPeriod.Of(time, PeriodLength.Year).ToString());
    }

    [Theory]
    [InlineData("2026q1", "2026-01-01", "2026-03-31")]
    [InlineData("2028q1", "2028-01-01", "2028-03-31")]
    [InlineData("2026q4", "2026-10-01", "2026-12-31")]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    public void A_period_has_the_days_of_its_months(string text, string first, string last)
    {
        var period = CalendarPeriod.Parse(text);

        Assert.Equal((Day(first), Day(last)), (period.FirstDay, period.LastDay));
        Assert.Equal(new DateTimeOffset(period.LastDay.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), period.End);

        static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026q0")]
    [InlineData("2026q5")]
    [InlineData("2026Q1")]
    [InlineData("26q1")]
    [InlineData("2026q1 ")]
    [InlineData("20x6")]
    [InlineData("-026")]
    public void Other_text_is_no_period(string text) => Assert.Throws<FormatException>(() => CalendarPeriod.Parse(text));

    [Fact]
    [Trait("kind", "property")]
    public void Periods_of_one_length_follow_each_other_without_gap_or_overlap() => ForAll((period, _) =>
        period.Next().FirstDay == period.LastDay.AddDays(1)
        && period.Next().Previous() == period
        && !period.Overlaps(period.Next())
        && period < period.Next()
        && period.Next() > period
        && period <= period.Previous().Next()
        && period >= period.Previous());

    [Fact]
    [Trait("kind", "property")]
    public void Every_day_of_a_period_and_no_other_belongs_to_it() => ForAll((period, _) =>
    {
        var length = period.Quarter == 0 ? PeriodLength.Year : PeriodLength.Quarter;
        var first = new DateTimeOffset(period.FirstDay, TimeOnly.MinValue, TimeSpan.Zero);
        return CalendarPeriod.Of(first, length) == period
            && CalendarPeriod.Of(period.End.AddTicks(-1), length) == period
            && CalendarPeriod.Of(first.AddTicks(-1), length) == period.Previous()
            && CalendarPeriod.Of(period.End, length) == period.Next();
    });

    [Fact]
    [Trait("kind", "property")]
    public void A_written_period_is_read_back() => ForAll((period, _) => CalendarPeriod.Parse(period.ToString()) == period);

    [Fact]
    [Trait("kind", "property")]
    public void Two_periods_overlap_when_they_share_a_day() => ForAll((period, other) =>
        period.Overlaps(other) == other.Overlaps(period)
        && period.Overlaps(other)
            == (period.Year == other.Year && (period.Quarter == other.Quarter || period.Quarter * other.Quarter == 0)));

    private static void ForAll(Func<CalendarPeriod, CalendarPeriod, bool> property) =>
        Prop.ForAll(Periods.Zip(Periods).ToArbitrary(), pair => property(pair.Item1, pair.Item2))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
