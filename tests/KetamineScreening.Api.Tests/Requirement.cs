namespace KetamineScreening.Api.Tests;

/// <summary>A tool or permission that a test requires from the machine.</summary>
public static class Requirement
{
    /// <summary>Skips the test unless the condition holds, or fails it if the environment variable CI is <c>true</c>.</summary>
    public static void Needs(bool condition, string reason)
    {
        if (condition) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
