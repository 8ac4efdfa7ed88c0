using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Conventions;

/// <summary>Source folders are ordered, and each refers only to lower ones, so that the code can be read folder by folder.</summary>
public sealed partial class FolderOrderTests
{
    private const string Api = "KetamineScreening.Api";
    private const string Domain = "KetamineScreening.Domain";

    // From the lowest to the highest. The files in the root folder, beside Program.cs, are above all folders.
    private static readonly Dictionary<string, string[]> Order = new(StringComparer.Ordinal)
    {
        [Domain] = ["Questionnaires", "Answers", "Scoring", "Aggregates"],
        [Api] =
        [
            "Configuration", "Store", "Http", "Questionnaires", "Help", "Learn", "Releases", "Periods", "Contributions", "Screenings",
            "Privacy", "Interface", "Health", "Operations", "Fhir", "Pages", "Docs", "OpenApi", "Translations", "Commands",
        ],
    };

    [Theory]
    [InlineData(Domain, "Questionnaires/Planted.cs", "using KetamineScreening.Domain.Scoring;")]
    [InlineData(Api, "Questionnaires/Planted.cs", "using KetamineScreening.Api.Screenings.Fast;")]
    [InlineData(Api, "Store/Planted.cs", "namespace X; class Y(Http.Problems problems);")]
    [InlineData(Api, "Http/Description/Planted.cs", "namespace X; class Y { object Z => Endpoints.All; }")]
    public void A_reference_to_a_higher_folder_is_reported(string project, string file, string source)
    {
        Assert.Single(References(project, file, source));
    }

    [Theory]
    [InlineData(Api, "Screenings/Planted.cs", "using KetamineScreening.Api.Questionnaires; // KetamineScreening.Api.Fhir")]
    [InlineData(Api, "Store/Planted.cs", "namespace X; class Y { string Z => \"Http.Problems\"; }")]
    [InlineData(Api, "Planted.cs", "using KetamineScreening.Api.Commands; class Y { object Z => Endpoints.All; }")]
    public void A_reference_to_a_lower_folder_is_not_reported(string project, string file, string source)
    {
        Assert.Empty(References(project, file, source));
    }

    [Theory]
    [InlineData(Domain)]
    [InlineData(Api)]
    public void Every_folder_refers_only_to_lower_folders(string project)
    {
        var root = Repository.PathOf($"src/{project}");
        var files = SourceFiles.Below(root);

        Assert.True(files.Count > 30);
        Offenders.None(files.SelectMany(file => References(project, file, File.ReadAllText(Path.Combine(root, file)))));
    }

    private static IEnumerable<string> References(string project, string file, string source)
    {
        var order = Order[project];
        var own = file.Contains('/', StringComparison.Ordinal) ? file.Split('/')[0] : null;
        var rank = own is null ? order.Length : Array.IndexOf(order, own);
        if (rank < 0) return [$"{file}: the folder {own} has no place in the order"];

        var code = CommentsAndStrings().Replace(source, "");
        var named = QualifiedName().Matches(code)
            .Select(match => (Project: match.Groups["project"].Value, Folder: match.Groups["folder"].Value))
            .Where(name => name.Project == project || (name.Project.Length == 0 && order.Contains(name.Folder)))
            .Select(name => name.Folder)
            .Distinct();
        var above = named.Where(folder => Array.IndexOf(order, folder) > rank).Select(folder => $"{project}/{file}: refers to {folder}");
        var root = own is null ? [] : RootTypes(project).Where(type => IsNamed(type, code));
        return [.. above, .. root.Select(type => $"{project}/{file}: refers to {type} of the root folder")];
    }

    // Types of the root namespace are in scope everywhere without a using.
    private static IEnumerable<string> RootTypes(string project) =>
        Directory.GetFiles(Repository.PathOf($"src/{project}"), "*.cs")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name != "Program");

    private static bool IsNamed(string type, string code) =>
        Regex.IsMatch(code, $@"(?<![.\w]){type}\b", RegexOptions.None, TimeSpan.FromMinutes(1));

    [GeneratedRegex(
        @"//[^\n]*|/\*.*?\*/|""{3}.*?""{3}|""(\\.|[^""\\\n])*""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommentsAndStrings();

    // A using, or a name qualified with the full namespace or with its last part.
    [GeneratedRegex(
        @"(?<![.\w])((?<project>KetamineScreening\.(Api|Domain))\.)?(?<folder>[A-Z]\w+)(?=[.;])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex QualifiedName();
}
