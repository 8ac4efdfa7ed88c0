using KetamineScreening.Domain.Aggregates.Estimation;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation;

public sealed class ShareEstimateTests
{
    [Theory]
    [InlineData(3, 10, 0.1078, 0.6032)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(20, 20, 0.8389, 1)]
    [InlineData(50, 100, 0.4038, 0.5962)]
    public void Without_noise_the_interval_is_that_of_wilson(double part, double whole, double low, double high)
    {
        var share = ShareEstimate.Of(new CountEstimate(part, 0), new CountEstimate(whole, 0), 0);

        Assert.Equal(part / whole, share.Value);
        Assert.Equal(0, share.NoiseError);
        Assert.Equal(low, share.Low!.Value, 4);
        Assert.Equal(high, share.High!.Value, 4);
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(150)]
    public void An_impossible_share_is_given_and_not_clipped(double part)
    {
        var share = ShareEstimate.Of(new CountEstimate(part, 30), new CountEstimate(120, 10), 0);

        Assert.Equal(part / 120, share.Value);
        Assert.True(share.Low < share.Value && share.Value < share.High);
    }

    [Fact]
    [Trait("kind", "property")]
    public void Whether_a_share_is_given_depends_on_the_whole_alone() =>
        Prop.ForAll(Gen.Choose(-500, 500).Zip(Gen.Choose(0, 200)).Zip(Gen.Choose(0, 100)).ToArbitrary(), draw =>
        {
            var ((part, whole), deviation) = draw;
            var share = ShareEstimate.Of(new CountEstimate(part, 20), new CountEstimate(whole, deviation), 0);
            return share.Value is not null == whole > ShareEstimate.ClearlyPositive * deviation
                && (share.Value is null) == (share.NoiseError is null)
                && (share.Value is null) == (share.SamplingError is null)
                && (share.Value is null || (share.Low <= share.Value && share.Value <= share.High));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
