namespace KetamineScreening.Api.Tests;

/// <summary>What does not keep to a convention.</summary>
public static class Offenders
{
    /// <summary>Fails when there are any, and names them all, one a line.</summary>
    public static void None(IEnumerable<string> offenders)
    {
        var list = offenders.ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }
}
