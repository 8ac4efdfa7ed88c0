using System.CommandLine;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Commands;

/// <summary>Adds new versions and languages of questionnaires to the list of published files.</summary>
internal sealed class PublishContent : Command, IServiceCommand
{
    public PublishContent()
        : base(
            "publish-content",
            "Adds the hashes of new questionnaire files, such as another language, to published.sha256 and names these files. "
                + "Changes nothing and exits with 1 when a published file was changed or is missing.")
    {
    }

    /// <inheritdoc />
    public Task<int> RunAsync(IServiceProvider services, ParseResult arguments)
    {
        var files = new ContentFiles(services.GetRequiredService<ContentOptions>().Path);
        var added = PublishedHashes.Add(files);
        if (files.Faults.Count > 0) throw new ContentException(files.Faults);
        foreach (var file in added) Console.WriteLine(file);
        return Task.FromResult(0);
    }
}
