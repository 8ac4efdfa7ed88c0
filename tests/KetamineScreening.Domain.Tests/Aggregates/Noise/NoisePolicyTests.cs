using System.Globalization;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

public sealed class NoisePolicyTests
{
    public static TheoryData<string, PrivacyProfile, int, int> Budgets
    {
        get
        {
            var rows = new TheoryData<string, PrivacyProfile, int, int>();
            foreach (var id in Published.All.Keys.Order(StringComparer.Ordinal))
            {
                foreach (var profile in Enum.GetValues<PrivacyProfile>())
                {
                    foreach (var (numerator, denominator) in new[] { (1, 4), (1, 20), (1, 1), (1, 3) })
                    {
                        rows.Add(id, profile, numerator, denominator);
                    }
                }
            }

            return rows;
        }
    }

    [Theory]
    [InlineData(PrivacyProfile.Full, "Options 31 Score 7 Bands 8 Groups 12 Flags 8 MomentCount 4 MomentSums 7 MomentProducts 23")]
    [InlineData(PrivacyProfile.Small, "Options 43 Score 12 Bands 17 Groups 12 Flags 12 MomentCount 4")]
    public void The_shares_of_the_blocks_are_those_of_the_data_sheet_and_add_up_to_one(PrivacyProfile profile, string percent)
    {
        var (policy, words) = (NoisePolicy.Of(1, profile), percent.Split(' '));
        var shares = words.Chunk(2).ToDictionary(
            pair => Enum.Parse<Block>(pair[0]), pair => new Rational(int.Parse(pair[1], CultureInfo.InvariantCulture), 100));
        var blocks = new Vocabulary(Published.SelfCheck, profile).Blocks;

        Assert.Equal(shares.Keys.Order(), blocks.Order());
        Assert.All(shares, share => Assert.Equal(share.Value, policy.Share(share.Key)));
        Assert.Equal(1, shares.Keys.Select(policy.Share).Aggregate((sum, share) => sum + share));
    }

    [Theory, MemberData(nameof(Budgets))]
    public void The_blocks_spend_at_most_the_budget_and_all_of_it_where_there_are_groups(
        string id, PrivacyProfile profile, int numerator, int denominator)
    {
        var (rho, vocabulary) = (new Rational(numerator, denominator), new Vocabulary(Published.All[id], profile));
        var policy = NoisePolicy.Of(rho, profile);

        var spent = vocabulary.Blocks
            .Select(block => (Block: block, Sensitivity: vocabulary.SquaredSensitivity(block)))
            .Select(entry => new Rational(entry.Sensitivity, 1) / (2 * policy.Variance(entry.Block, entry.Sensitivity)))
            .Aggregate((sum, part) => sum + part);
        Assert.Equal(Vocabulary.HasGroups(Published.All[id]) ? rho : rho * new Rational(88, 100), spent);
        Assert.Equal(rho / 2, policy.RhoOfReleases);
    }

    [Fact]
    public void The_variance_is_the_sensitivity_over_twice_the_share_of_the_budget_and_a_release_doubles_it()
    {
        var policy = NoisePolicy.Of(new Rational(1, 4));

        Assert.Equal(new Rational(49, 1) / (2 * new Rational(31, 100) * new Rational(1, 4)), policy.Variance(Block.Options, 49));
        Assert.Equal(25, policy.Variance(Block.Bands, 1));
        Assert.Equal(50, policy.ReleaseVariance(Block.Bands, 1));
    }

    [Theory]
    [InlineData(1, 20, true)]
    [InlineData(1, 1, true)]
    [InlineData(49, 1000, false)]
    [InlineData(1001, 1000, false)]
    [InlineData(0, 1, false)]
    [InlineData(-1, 4, false)]
    public void Only_a_budget_from_one_twentieth_to_one_is_accepted(int numerator, int denominator, bool isAllowed)
    {
        if (isAllowed) Assert.Equal(new Rational(numerator, denominator), NoisePolicy.Of(new Rational(numerator, denominator)).Rho);
        else Assert.Throws<ArgumentOutOfRangeException>(() => NoisePolicy.Of(new Rational(numerator, denominator)));
    }

    [Fact]
    public void The_policy_without_noise_has_no_variance()
    {
        Assert.All(Enum.GetValues<Block>(), block => Assert.Equal(0, NoisePolicy.None.Variance(block, 42)));
        Assert.Equal("0", NoisePolicy.None.Rho.ToString());
    }
}
