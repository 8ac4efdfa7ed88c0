using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Questionnaires;

public sealed class SemanticVersionTests
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("v1.0.0")]
    [InlineData("1.0.00")]
    [InlineData("1.0.-1")]
    [InlineData("1.0.0-rc")]
    [InlineData("1.0.99999999999")]
    [InlineData("")]
    [InlineData(null)]
    public void Text_other_than_three_numbers_is_not_a_version(string? text) => Assert.False(SemanticVersion.TryParse(text, out _));

    [Fact]
    public void Versions_are_ordered_numerically_not_alphabetically()
    {
        string[] versions = ["1.2.0", "1.10.0", "2.0.0", "10.0.0"];
        Assert.Equal(versions, versions.Reverse().OrderBy(text => SemanticVersion.TryParse(text, out var version) ? version : default));
    }
}
