namespace KetamineScreening.Api.Tests;

/// <summary>What a test needs of the machine: where it is missing the test is skipped with the reason, and under CI it fails.</summary>
public static class Requirement
{
    /// <summary>Goes on only when the condition holds.</summary>
    public static void Needs(bool condition, string reason)
    {
        if (condition) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
