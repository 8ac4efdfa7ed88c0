namespace KetamineScreening.Api.Tests;

/// <summary>Reports violations of a convention.</summary>
public static class Offenders
{
    /// <summary>Fails if there are any violations, and lists them one per line.</summary>
    public static void None(IEnumerable<string> offenders)
    {
        var list = offenders.ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }
}
