using System.Collections;

namespace KetamineScreening.Api.Fhir.Outcomes;

/// <summary>Collects the issues of a request, up to a limit.</summary>
internal sealed class IssueList : IReadOnlyList<Issue>
{
    /// <summary>Largest number of issues. If there are more, the last one says so.</summary>
    public const int Limit = 100;

    private readonly List<Issue> issues = [];

    /// <inheritdoc />
    public int Count => issues.Count;

    /// <summary>Number of issues, including those beyond the limit.</summary>
    public int Total { get; private set; }

    /// <summary>Whether any issue is an error and not a warning.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether any issue is about the structure of the request.</summary>
    public bool HasStructureErrors { get; private set; }

    /// <inheritdoc />
    public Issue this[int index] => issues[index];

    /// <summary>Adds an issue.</summary>
    public void Add(Issue issue)
    {
        Note(issue.Code);
        if (Total <= Limit) issues.Add(issue);
    }

    /// <summary>Counts an issue without listing it, if there is no room. A body can have tens of thousands of them.</summary>
    /// <returns>Whether there was no room.</returns>
    public bool TryCount(string code)
    {
        if (Total < Limit) return false;
        Note(code);
        return true;
    }

    /// <summary>Adds an issue with the path of a place. The path is composed only while there is room for the issue.</summary>
    public void Add(string code, Func<string> path, string? diagnostics = null)
    {
        if (!TryCount(code)) Add(new Issue(code, path(), Diagnostics: diagnostics));
    }

    /// <summary>Replaces all issues by one.</summary>
    public void Replace(Issue issue)
    {
        issues.Clear();
        (Total, HasErrors, HasStructureErrors) = (0, false, false);
        Add(issue);
    }

    /// <inheritdoc />
    public IEnumerator<Issue> GetEnumerator() => issues.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Note(string code)
    {
        Total++;
        if (Total == Limit + 1) issues[^1] = new Issue(IssueCode.MoreIssues);
        if (HasErrors && HasStructureErrors) return;
        var kind = IssueCode.All[code];
        HasErrors |= kind.Severity == "error";
        HasStructureErrors |= kind.IsForm;
    }
}
