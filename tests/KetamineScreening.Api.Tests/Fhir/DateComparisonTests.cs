using FsCheck;
using FsCheck.Fluent;
using KetamineScreening.Api.Fhir.Search;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Comparing days by a prefix agrees with the order of the days, whatever the days are.</summary>
public sealed class DateComparisonTests
{
    private static readonly Arbitrary<(DateOnly Wanted, DateOnly Day)> Days = Arb.From(
        from wanted in Gen.Choose(0, 3_000_000)
        from distance in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(-500, 500)))
        select (DateOnly.FromDayNumber(wanted), DateOnly.FromDayNumber(Math.Clamp(wanted + distance, 0, 3_000_000))));

    [Fact]
    public void Each_prefix_means_its_comparison() => Prop.ForAll(Days, pair =>
    {
        var (wanted, day) = pair;
        (string Prefix, bool Expected)[] cases =
        [
            ("", day == wanted), ("eq", day == wanted), ("ne", day != wanted), ("gt", day > wanted), ("ge", day >= wanted),
            ("lt", day < wanted), ("le", day <= wanted), ("sa", day > wanted), ("eb", day < wanted),
        ];
        return cases.All(entry => Matches($"{entry.Prefix}{wanted:yyyy-MM-dd}", day) == entry.Expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_month_and_a_year_contain_their_days() => Prop.ForAll(Days, pair =>
    {
        var (wanted, day) = pair;
        return Matches($"{wanted:yyyy}", day) == (day.Year == wanted.Year)
            && Matches($"{wanted:yyyy-MM}", day) == (day.Year == wanted.Year && day.Month == wanted.Month);
    }).QuickCheckThrowOnFailure();

    private static bool Matches(string search, DateOnly day) =>
        DateComparison.Read(search, DateTimeOffset.UnixEpoch)!.Matches(DatePeriod.Read($"{day:yyyy-MM-dd}")!);
}
