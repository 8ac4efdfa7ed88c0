using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Scoring;

/// <summary>Compares the scorer with the test vectors published with a questionnaire version.</summary>
public static class TestVectorCheck
{
    /// <summary>Lists every difference between the expected and the actual results; empty when all vectors agree.</summary>
    public static IReadOnlyList<string> Faults(Questionnaire questionnaire, TestVectors vectors)
    {
        var faults = new List<string>();
        if (vectors.Questionnaire != questionnaire.Id) faults.Add($"questionnaire: is not '{questionnaire.Id}'");
        if (vectors.Version != questionnaire.Definition.Version) faults.Add($"version: is not '{questionnaire.Definition.Version}'");
        if (vectors.Vectors.Count == 0) faults.Add("vectors: none");
        foreach (var vector in vectors.Vectors)
        {
            var problems = AnswerSheet.Check(questionnaire, vector.Answers, out var sheet);
            if (sheet is null)
            {
                faults.AddRange(problems.Select(problem => $"vectors.{vector.Name}: {problem.Kind} at '{problem.ItemId}'"));
                continue;
            }

            foreach (var difference in Differences(vector.Expected, Summarize(Scorer.Score(sheet))))
            {
                faults.Add($"vectors.{vector.Name}: {difference}");
            }
        }

        return faults;
    }

    /// <summary>Reduces a result to the parts that a test vector records.</summary>
    public static ExpectedResult Summarize(ScreeningResult result) => new()
    {
        Audience = result.Audience.Code,
        Band = result.Band.Code,
        Score = result.Score,
        Max = result.MaxScore,
        Domains = result.Domains.ToDictionary(domain => domain.Section.Id, domain => domain.Score),
        SignsPresent = result.SignsPresent?.Count ?? NoSignsAsked(result.Questionnaire),
        Reasons = [.. result.ScoreReachesBand ? ["score"] : Array.Empty<string>(), .. result.Reasons.Select(rule => rule.Code)],
        Flags = [.. result.Flags.Select(flag => flag.Code)],
        Actions = Current(result, result.Actions.Select(entry => new ExpectedAction(
            entry.Action.Code, CodeOf(entry.Flags[0].Urgency), [.. entry.Flags.Select(flag => flag.Code)]))),
        NextSteps = Current(result, result.NextSteps.Select(step => step.Kind)),
        Learn = Current(result, result.LearningLinks.Select(link => link.Id)),
        Answered = result.Completeness.Answered,
        Asked = result.Completeness.Asked,
    };

    // The vectors of the first published versions record 0 where no sign was asked.
    private static int? NoSignsAsked(Questionnaire questionnaire) =>
        questionnaire.Actions.Length == 0 && questionnaire.Counts.Any(count => count.Name == AnswerCount.SignsPresent) ? 0 : null;

    // The first published versions define no actions, and their vectors have none of the members that came with actions.
    private static IReadOnlyList<T>? Current<T>(ScreeningResult result, IEnumerable<T> values) =>
        result.Questionnaire.Actions.Length > 0 ? [.. values] : null;

    private static string CodeOf(Urgency urgency) => urgency.ToString().ToLowerInvariant();

    private static IEnumerable<string> Differences(ExpectedResult expected, ExpectedResult actual)
    {
        if (expected.Audience != actual.Audience) yield return $"audience is {actual.Audience}, not {expected.Audience}";
        if (expected.Band != actual.Band) yield return $"band is {actual.Band}, not {expected.Band}";
        if (expected.Score != actual.Score) yield return $"score is {actual.Score}, not {expected.Score}";
        if (expected.Max != actual.Max) yield return $"max is {actual.Max}, not {expected.Max}";
        if (expected.SignsPresent != actual.SignsPresent)
        {
            yield return $"signsPresent is {actual.SignsPresent}, not {expected.SignsPresent}";
        }

        if (expected.Answered != actual.Answered) yield return $"answered is {actual.Answered}, not {expected.Answered}";
        if (expected.Asked != actual.Asked) yield return $"asked is {actual.Asked}, not {expected.Asked}";
        if (!expected.Reasons.SequenceEqual(actual.Reasons)) yield return $"reasons are {string.Join(", ", actual.Reasons)}";
        if (!expected.Flags.SequenceEqual(actual.Flags)) yield return $"flags are {string.Join(", ", actual.Flags)}";
        if (Join(expected.Actions) != Join(actual.Actions)) yield return $"actions are {Join(actual.Actions)}";
        if (Join(expected.NextSteps) != Join(actual.NextSteps)) yield return $"nextSteps are {Join(actual.NextSteps)}";
        if (Join(expected.Learn) != Join(actual.Learn)) yield return $"learn is {Join(actual.Learn)}";
        var domains = Join(actual.Domains);
        if (domains != Join(expected.Domains)) yield return $"domains are {domains}";
    }

    private static string Join(IEnumerable<string>? codes) => string.Join(", ", codes ?? []);

    private static string Join(IEnumerable<ExpectedAction>? actions) =>
        Join(actions?.Select(action => $"{action.Code} {action.Urgency} ({Join(action.Flags)})"));

    private static string Join(IReadOnlyDictionary<string, int> domains) =>
        string.Join(", ", domains.Select(domain => $"{domain.Key} {domain.Value}"));
}
