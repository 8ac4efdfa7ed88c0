using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

public sealed class NoisePolicyTests
{
    private static readonly Block[] Blocks = Enum.GetValues<Block>();

    public static TheoryData<string, int, int> Budgets
    {
        get
        {
            var rows = new TheoryData<string, int, int>();
            foreach (var id in Published.All.Keys.Order(StringComparer.Ordinal))
            {
                foreach (var (numerator, denominator) in new[] { (1, 4), (1, 20), (1, 1), (1, 3) }) rows.Add(id, numerator, denominator);
            }

            return rows;
        }
    }

    [Fact]
    public void The_shares_of_the_blocks_add_up_to_one_and_the_moments_have_forty_percent()
    {
        Assert.Equal(1, Blocks.Select(NoisePolicy.Share).Aggregate((sum, share) => sum + share));
        Assert.Equal(
            new Rational(2, 5),
            NoisePolicy.Share(Block.MomentCount) + NoisePolicy.Share(Block.MomentSums) + NoisePolicy.Share(Block.MomentProducts));
        Assert.Equal(new Rational(2, 5), NoisePolicy.Share(Block.Options));
        Assert.Equal(new Rational(1, 10), NoisePolicy.Share(Block.Score));
        Assert.Equal(new Rational(1, 10), NoisePolicy.Share(Block.Bands));
    }

    [Theory, MemberData(nameof(Budgets))]
    public void The_spending_of_the_blocks_adds_up_to_the_budget_exactly(string id, int numerator, int denominator)
    {
        var (rho, vocabulary) = (new Rational(numerator, denominator), new Vocabulary([Published.All[id]]));
        var policy = NoisePolicy.Of(rho);

        var spent = Blocks
            .Select(block => (Block: block, Sensitivity: vocabulary.SquaredSensitivity(block)))
            .Select(entry => new Rational(entry.Sensitivity, 1) / (2 * policy.Variance(entry.Block, entry.Sensitivity)))
            .Aggregate((sum, part) => sum + part);
        Assert.Equal(rho, spent);
        Assert.Equal(rho, policy.Rho);
    }

    [Fact]
    public void The_variance_is_the_sensitivity_over_twice_the_share_of_the_budget()
    {
        var policy = NoisePolicy.Of(new Rational(1, 4));

        Assert.Equal(210, policy.Variance(Block.Options, 42));
        Assert.Equal(20, policy.Variance(Block.Score, 1));
        Assert.Equal(new Rational(7, 1) / (2 * new Rational(3, 10) * new Rational(1, 4)), policy.Variance(Block.MomentProducts, 7));
    }

    [Theory]
    [InlineData(1, 20, true)]
    [InlineData(1, 1, true)]
    [InlineData(49, 1000, false)]
    [InlineData(1001, 1000, false)]
    [InlineData(0, 1, false)]
    public void Only_a_budget_from_one_twentieth_to_one_is_accepted(int numerator, int denominator, bool isAllowed)
    {
        if (isAllowed) Assert.Equal(new Rational(numerator, denominator), NoisePolicy.Of(new Rational(numerator, denominator)).Rho);
        else Assert.Throws<ArgumentOutOfRangeException>(() => NoisePolicy.Of(new Rational(numerator, denominator)));
    }

    [Fact]
    public void The_gate_checks_of_one_period_spend_at_most_one_two_hundredth()
    {
        Assert.Equal(new Rational(1, 200), NoisePolicy.GateRho);
        Assert.Equal((20, 4), (NoisePolicy.GateSigma, NoisePolicy.MostGates));
    }

    [Fact]
    public void The_policy_without_noise_has_no_variance()
    {
        Assert.All(Blocks, block => Assert.Equal(0, NoisePolicy.None.Variance(block, 42)));
        Assert.Equal("0", NoisePolicy.None.Rho.ToString());
    }

    [Theory]
    [InlineData("1/4")]
    [InlineData("1/20")]
    [InlineData("1")]
    public void The_budget_stored_with_a_period_is_read_back(string rho) =>
        Assert.Equal(rho, NoisePolicy.Parse(rho).Rho.ToString());
}
