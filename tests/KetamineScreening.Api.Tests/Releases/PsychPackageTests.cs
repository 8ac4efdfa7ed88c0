using System.Diagnostics;
using System.Globalization;
using System.Text;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>Compares the psychometric figures with an independent implementation, the R package psych.</summary>
public sealed class PsychPackageTests
{
    private const int Rows = 300;

    // Reads one column of weights per item, and writes rows of measure, item and value.
    private const string Script = """
        options(warn = -1)
        answers <- read.csv(file("stdin"), check.names = FALSE)
        a <- suppressMessages(psych::alpha(answers, check.keys = FALSE, warnings = FALSE))
        score <- rowSums(answers)
        put <- function(measure, item, value) cat(sprintf("%s,%s,%.17g\n", measure, item, value), sep = "")
        put("n", "", nrow(answers))
        put("mean", "", mean(score))
        put("sd", "", sd(score))
        put("floor", "", mean(score == 0))
        put("ceiling", "", mean(score == LARGEST))
        put("alpha", "", a$total$raw_alpha)
        put("sem", "", sd(score) * sqrt(1 - a$total$raw_alpha))
        put("item-rest", rownames(a$item.stats), a$item.stats$r.drop)
        put("alpha-if-dropped", rownames(a$alpha.drop), a$alpha.drop$raw_alpha)
        """;

    [Theory]
    [InlineData(Some.SelfCheck, 115)]
    [InlineData(Some.QuickCheck, 15)]
    [InlineData(Some.ConcernCheck, 53)]
    public async Task The_figures_match_those_of_the_R_package_psych(string id, int largest)
    {
        Requirement.Needs(
            await Rscript("if (!requireNamespace(\"psych\", quietly = TRUE)) stop()", "") is not null,
            "R or its package psych is missing.");
        var questionnaire = SyntheticRelease.Catalog.Find(id)!.Current.Questionnaire;
        var items = questionnaire.Items.Where(item => item.IsScored).ToList();
        var sheets = Enumerable.Range(0, Rows).Select(row => Sheet(questionnaire, row)).ToList();
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
        var sums = new long[vocabulary.Cells.Length];
        foreach (var sheet in sheets) vocabulary.Add(Scorer.Score(sheet), AboutPerson.NotGiven, sums);

        var figures = Psychometrics.Of(NoisyCounters.Of(vocabulary, [.. sums], NoisePolicy.None));
        var csv = new StringBuilder(string.Join(',', items.Select(item => item.Id))).Append('\n');
        foreach (var sheet in sheets) csv.AppendJoin(',', items.Select(item => item.Options[sheet.Chosen[item.Index]].Weight)).Append('\n');
        var written = await Rscript(Script.Replace("LARGEST", $"{largest}", StringComparison.Ordinal), csv.ToString());

        Assert.NotNull(written);
        var expected = written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        Assert.Equal(expected.Select(line => (line[0], line[1])), figures.Select(figure => (figure.Measure, figure.Item ?? "")));
        Assert.All(
            figures.Zip(expected),
            pair => Assert.Equal(double.Parse(pair.Second[2], CultureInfo.InvariantCulture), pair.First.Value!.Value, 1e-6));
    }

    // Complete and correlated answers: each deviates from a level that is the same for all answers of a row.
    private static AnswerSheet Sheet(Questionnaire questionnaire, int row)
    {
        var branch = questionnaire.Branches.First(candidate =>
            questionnaire.Items.All(item => !item.IsScored || candidate.Asked[item.Index]));
        var answers = questionnaire
            .Items.Where(item => branch.Asked[item.Index] && branch.BranchingAnswers[item.Index] != -1)
            .Select(item =>
            {
                var options = item.Options.Length - (item.DontKnow < 0 ? 0 : 1);
                var level = (row * 37 % 101 + (row * 61 + item.Index * 29 + row * item.Index * 13) % 97) / 198.0;
                return KeyValuePair.Create(item.Id, item.Options[branch.BranchingAnswers[item.Index] ?? (int)(level * options)].Code);
            });
        Assert.Empty(AnswerSheet.Check(questionnaire, answers, out var sheet));
        return sheet!;
    }

    /// <summary>Runs an R script and returns its output, or null if it failed or R is missing.</summary>
    private static async Task<string?> Rscript(string script, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", "-e", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine(await error);
            return process.ExitCode == 0 ? await output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
