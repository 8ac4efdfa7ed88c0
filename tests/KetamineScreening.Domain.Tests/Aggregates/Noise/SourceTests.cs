using System.Text.RegularExpressions;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

public sealed partial class SourceTests
{
    [Fact]
    public void Noise_is_made_without_floating_point_and_without_predictable_randomness()
    {
        var files = Directory.GetFiles(Path.Combine(Published.Root, "src/KetamineScreening.Domain/Aggregates/Noise"), "*.cs", SearchOption.AllDirectories);
        var offenders = files.SelectMany(file => Offences(File.ReadAllText(file)).Select(offence => $"{Path.GetFileName(file)}: {offence}")).ToList();

        Assert.True(files.Length > 3, "The files of the sampler were not found.");
        Assert.Contains(files, file => File.ReadAllText(file).Contains("exp(-x^2 / (2 variance))", StringComparison.Ordinal));
        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("var x = (double)numerator;", true)]
    [InlineData("private float y;", true)]
    [InlineData("decimal z = 1;", true)]
    [InlineData("var r = new System.Random(1);", true)]
    [InlineData("var r = new Random();", true)]
    [InlineData("Random.Shared.Next()", true)]
    [InlineData("Math.Sqrt(2)", true)]
    [InlineData("MathF.Sqrt(2)", true)]
    [InlineData("var half = 0.5;", true)]
    [InlineData("var half = 1f / 2;", true)]
    [InlineData("new RandomInteger(bytes).Below(2);", false)]
    [InlineData("RandomBytes bytes", false)]
    [InlineData("/// <summary>Reads a decimal such as <c>0.25</c>.</summary>", false)]
    public void The_search_finds_what_it_is_for(string line, bool isOffence) => Assert.Equal(isOffence, Offences(line).Any());

    private static IEnumerable<string> Offences(string source) => Forbidden().Matches(Comment().Replace(source, "")).Select(match => match.Value);

    [GeneratedRegex(@"\b(double|float|decimal|Half|Double|Single|Decimal|Random|MathF?)\b|\b[0-9]+\.[0-9]+|\b[0-9]+[fFdDmM]\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"//[^\n]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}
