using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Translations;

namespace KetamineScreening.Api.Commands;

/// <summary>Compares translations with the English texts.</summary>
internal sealed partial class CheckContent : Command, IServiceCommand
{
    private readonly Argument<string?> tag = new("LANGUAGE")
    {
        Description = "Tag of the language, such as de or zh-Hant.",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { RefuseOther },
    };

    public CheckContent()
        : base(
            "check-content",
            "Lists the texts of a language that are missing, extra, untranslated or too long, or differ from English in placeholders, "
                + "numbers or quoted labels. Without a language it checks that the service can start with the content, and counts the "
                + "findings of every language. Exits with 1 when there are any.")
        => Add(tag);

    /// <inheritdoc />
    public Task<int> RunAsync(IServiceProvider services, ParseResult arguments)
    {
        var files = new ContentFiles(services.GetRequiredService<ContentOptions>().Path);
        var found = arguments.GetValue(tag) is { } language ? Check(files, language) : CheckAll(services, files);
        return Task.FromResult(found > 0 ? 1 : 0);
    }

    private static int Check(ContentFiles files, string language)
    {
        var findings = Findings(files, language);
        foreach (var finding in findings) Console.WriteLine(finding.Line(language));
        return findings.Count;
    }

    private static int CheckAll(IServiceProvider services, ContentFiles files)
    {
        // Fails with all faults of the content if there are any.
        services.GetRequiredService<QuestionnaireCatalog>();
        var total = 0;
        foreach (var language in Translation.Languages(files))
        {
            var count = Findings(files, language).Count;
            Console.WriteLine($"{language}\t{count}");
            total += count;
        }

        return total;
    }

    private static IReadOnlyList<TranslationFinding> Findings(ContentFiles files, string language)
    {
        var lists = TranslationLists.Read(files);
        var findings = lists is null ? [] : TranslationCheck.Findings(files, lists, language);
        return files.Faults.Count == 0 ? findings : throw new ContentException(files.Faults);
    }

    private static void RefuseOther(ArgumentResult argument)
    {
        if (argument.Tokens is not [{ Value: var value }] || (value != ContentFiles.SourceLanguage && Tag().IsMatch(value))) return;
        argument.AddError($"LANGUAGE is '{value}'; it has to be the tag of a language besides English, such as de or zh-Hant.");
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex Tag();
}
