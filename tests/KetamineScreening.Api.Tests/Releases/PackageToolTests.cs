using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>Other programs read a release, and its own scripts run.</summary>
public sealed class PackageToolTests : IDisposable
{
    // The system Python has the packages of the system; another Python may come first on the PATH.
    private static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Theory]
    [InlineData(Some.SelfCheck, PrivacyProfile.Full, 2000)]
    [InlineData(Some.SelfCheck, PrivacyProfile.Small, 200)]
    [InlineData(Some.QuickCheck, PrivacyProfile.Full, 30)]
    [InlineData(Some.ConcernCheck, PrivacyProfile.Full, 0)]
    public async Task The_Python_script_prints_the_figures_and_draws_them(string questionnaire, PrivacyProfile profile, int people)
    {
        await NeedsPython();
        var path = Release(questionnaire, people, profile);

        var (exitCode, output) = await Tool.Run(Python, ["analyse.py"], path);

        Assert.True(exitCode == 0, output);
        Assert.Contains("(SYNTHETIC)", output, StringComparison.Ordinal);
        AssertStarts(Path.Combine(path, "analyse.png"), "\x89PNG");
        AssertPrints(output, path);
    }

    [Theory]
    [InlineData(Some.SelfCheck, PrivacyProfile.Full, 2000)]
    [InlineData(Some.SelfCheck, PrivacyProfile.Small, 200)]
    [InlineData(Some.QuickCheck, PrivacyProfile.Full, 30)]
    [InlineData(Some.ConcernCheck, PrivacyProfile.Full, 0)]
    public async Task The_R_script_prints_the_figures_and_draws_them(string questionnaire, PrivacyProfile profile, int people)
    {
        NeedsR();
        var path = Release(questionnaire, people, profile);

        var (exitCode, output) = await Tool.Run("Rscript", ["--vanilla", "analyse.R"], path);

        Assert.True(exitCode == 0, output);
        Assert.Contains("(SYNTHETIC)", output, StringComparison.Ordinal);
        AssertStarts(Path.Combine(path, "analyse.pdf"), "%PDF");
        AssertPrints(output, path);
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task The_covariance_matrix_of_2000_people_goes_into_psych_factanal_and_lavaan(string questionnaire)
    {
        NeedsR();
        const string Installed = "stopifnot(requireNamespace('psych', quietly = TRUE), requireNamespace('lavaan', quietly = TRUE))";
        var (missing, _) = await Tool.Run("Rscript", ["--vanilla", "-e", Installed], folder);
        Requirement.Needs(missing == 0, "The R packages psych and lavaan are missing.");

        // A warning is an error, so that a matrix that is not positive definite is noticed. Those of psych::alpha are about a principal
        // component, for which it takes the covariance matrix for raw data.
        const string Analyse = """
            options(warn = 2)
            rows <- read.csv("covariance.csv", check.names = FALSE)
            covariance <- as.matrix(rows[, rows$item])
            rownames(covariance) <- rows$item
            n <- rows$n[1]
            alpha <- suppressWarnings(psych::alpha(covariance, n.obs = n, check.keys = FALSE, warnings = FALSE))$total$raw_alpha
            factors <- factanal(covmat = covariance, n.obs = n, factors = 1)
            ids <- paste0("x", seq_len(nrow(covariance)))
            dimnames(covariance) <- list(ids, ids)
            model <- paste("f =~", paste(ids, collapse = " + "))
            fit <- lavaan::cfa(model, sample.cov = covariance, sample.nobs = n)
            stopifnot(lavaan::lavInspect(fit, "converged"), factors$converged, min(eigen(covariance)$values) > 0)
            given <- read.csv("psychometrics.csv")
            given <- given$value[given$measure == "alpha"]
            cat("read", nrow(covariance), "items; alpha", alpha, "given", given, "\n")
            stopifnot(abs(alpha - given) < 0.02)
            """;
        var (exitCode, output) = await Tool.Run("Rscript", ["--vanilla", "-e", Analyse], Release(questionnaire, 6000, PrivacyProfile.Full));

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
        Assert.Contains("items; alpha", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PrivacyProfile.Full)]
    [InlineData(PrivacyProfile.Small)]
    public async Task The_data_package_is_readable_with_the_reference_implementation(PrivacyProfile profile)
    {
        Requirement.Needs(
            Directory.Exists(Repository.PathOf("tests/contract/node_modules/datapackage")),
            "The npm packages of tests/contract are missing: npm ci --ignore-scripts there.");
        var path = Release(Some.SelfCheck, 2000, profile);
        var (exitCode, output) = await Tool.Run("node", ["read-release.mjs", path], Repository.PathOf("tests/contract"));

        Assert.True(exitCode == 0, output);
        Assert.Contains($"{Directory.EnumerateFiles(path, "*.csv").Count()} tables read", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pandas_reads_every_table_with_the_types_that_are_described()
    {
        await NeedsPython();
        var path = Release(Some.SelfCheck, 2000, PrivacyProfile.Full);
        var (exitCode, output) = await Tool.Run(Python, ["read-release.py", path], Repository.PathOf("tests/contract"));

        Assert.True(exitCode == 0, output);
        Assert.Contains($"{Directory.EnumerateFiles(path, "*.csv").Count()} tables read", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void NeedsR() => Requirement.Needs(Tool.IsInstalled("Rscript"), "Rscript is missing.");

    private static async Task NeedsPython() => Requirement.Needs(
        (await Tool.Run(Python, ["-c", "import matplotlib; from pandas import read_csv"], Repository.PathOf("tests"))).ExitCode == 0,
        "python3 with pandas and matplotlib is missing.");

    private static void AssertStarts(string file, string signature) =>
        Assert.Equal(signature, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)[..4]));

    // Both scripts print the number of people, and alpha exactly when the release has it.
    private static void AssertPrints(string output, string path)
    {
        var people = new CsvFile(Path.Combine(path, "summary.csv")).By(["measure"], "count_consistent")["n"];
        Assert.Contains(people.TrimEnd('0').TrimEnd('.'), output, StringComparison.Ordinal);
        var alpha = new CsvFile(Path.Combine(path, "psychometrics.csv")).By(["measure", "item"], "value").GetValueOrDefault("alpha|", "");
        Assert.Equal(alpha.Length == 0, output.Contains("not given", StringComparison.Ordinal));
        Assert.Equal(
            File.Exists(Path.Combine(path, "covariance.csv")), output.Contains("== Covariance matrix", StringComparison.Ordinal));
    }

    private string Release(string questionnaire, int people, PrivacyProfile profile) =>
        SyntheticRelease.Of(questionnaire, people, NoisePolicy.Of(new Rational(1, 4), profile)).Write(folder);
}
