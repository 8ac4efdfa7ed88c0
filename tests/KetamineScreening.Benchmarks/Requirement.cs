namespace KetamineScreening.Api.Tests;

/// <summary>Replaces the class of the same name in the test project for shared source files: throws instead of skipping a test.</summary>
internal static class Requirement
{
    /// <summary>Throws when the condition does not hold.</summary>
    public static void Needs(bool condition, string reason)
    {
        if (!condition) throw new InvalidOperationException(reason);
    }
}
