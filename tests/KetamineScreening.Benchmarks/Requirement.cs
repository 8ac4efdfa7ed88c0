namespace KetamineScreening.Api.Tests;

/// <summary>Stands in for the tests' own in the files that are shared with them: here there is nothing to skip.</summary>
internal static class Requirement
{
    /// <summary>Goes on only when the condition holds.</summary>
    public static void Needs(bool condition, string reason)
    {
        if (!condition) throw new InvalidOperationException(reason);
    }
}
