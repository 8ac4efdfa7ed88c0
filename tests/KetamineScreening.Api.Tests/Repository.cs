namespace KetamineScreening.Api.Tests;

/// <summary>Files of this repository, for tests of files outside the code.</summary>
public static class Repository
{
    private static readonly string Root = FindRoot();

    /// <summary>Full path of a file or folder.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "KetamineScreening.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
