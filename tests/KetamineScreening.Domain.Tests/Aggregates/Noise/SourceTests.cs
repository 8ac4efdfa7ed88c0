using System.Text.RegularExpressions;

namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

public sealed partial class SourceTests
{
    [Fact]
    public void The_noise_code_uses_neither_floating_point_nor_predictable_randomness()
    {
        var folder = Path.Combine(Published.Root, "src/KetamineScreening.Domain/Aggregates/Noise");
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        var violations = files
            .SelectMany(file => Violations(File.ReadAllText(file)).Select(violation => $"{Path.GetFileName(file)}: {violation}"))
            .ToList();

        Assert.True(files.Length > 3, "The files of the sampler were not found.");
        Assert.Contains(files, file => File.ReadAllText(file).Contains("exp(-x^2 / (2 variance))", StringComparison.Ordinal));
        Assert.Empty(violations);
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
    public void The_search_finds_forbidden_code_outside_comments(string line, bool isForbidden) =>
        Assert.Equal(isForbidden, Violations(line).Any());

    private static IEnumerable<string> Violations(string source) =>
        Forbidden().Matches(Comment().Replace(source, "")).Select(match => match.Value);

    [GeneratedRegex(
        @"\b(double|float|decimal|Half|Double|Single|Decimal|Random|MathF?)\b|\b[0-9]+\.[0-9]+|\b[0-9]+[fFdDmM]\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"//[^\n]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}
