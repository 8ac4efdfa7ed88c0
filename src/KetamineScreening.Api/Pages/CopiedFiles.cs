using KetamineScreening.Api.Http.Security;
using System.Text.Json;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Pages;

/// <summary>A file of the copy that works without a network.</summary>
/// <param name="Address">Path at the service.</param>
/// <param name="Content">What it is made of, in every language. A change makes a new copy.</param>
internal sealed record CopiedFile(string Address, Func<IEnumerable<byte[]>> Content);

/// <summary>Decides which files the copy has: everything from the first step to a result, and the pages to read.</summary>
internal static class CopiedFiles
{
    // Scripts and styles for pages of others.
    private static readonly string[] ForOthers = ["demo.", "frame", "loader."];

    /// <summary>Whether a file of <c>wwwroot</c> that is not a page belongs to the copy.</summary>
    public static bool Contains(string name) => Path.GetExtension(name) is ".js" or ".css" or ".svg" && name.Split('/') switch
    {
        [var file] => file != "guide.css",
        ["site", _] => true,
        ["embed", .., var file] => !ForOthers.Any(start => file.StartsWith(start, StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>The data that the widget loads.</summary>
    public static IEnumerable<CopiedFile> Data(IServiceProvider services)
    {
        var (texts, help) = (services.GetRequiredService<InterfaceTexts>(), services.GetRequiredService<HelpDirectory>());
        var (learn, privacy) = (services.GetRequiredService<LearningTexts>(), services.GetRequiredService<PrivacyTexts>());
        var catalog = services.GetRequiredService<QuestionnaireCatalog>();
        yield return new("/v1/texts", () => texts.Languages.Select(language => texts.Document(language).Plain.Content));
        yield return new("/v1/help/all", () => help.Languages.Select(language => help.Document(language).Plain.Content));
        // The content of both lists is part of their entries.
        yield return new("/v1/questionnaires", () => []);
        yield return new("/v1/learn", () => learn.Texts
            .SelectMany(text => text.Wordings.Keys.Select(text.Document))
            .Select(document => document.Plain.Content));
        foreach (var version in catalog.Questionnaires.Select(questionnaire => questionnaire.Current))
        {
            yield return new(
                $"/v1/questionnaires/{version.Questionnaire.Id}",
                () => version.Languages.Select(language => version.Document(language).Plain.Content));
        }

        var policy = PolicyOf(services);
        yield return new("/v1/privacy", () => privacy.Languages.Select(language => JsonSerializer.SerializeToUtf8Bytes(
            new GetPrivacy.Response(privacy[language].Policy, policy), PrivacyJson.Plain.GetPrivacyResponse)));
    }

    private static PrivacyPolicy PolicyOf(IServiceProvider services) => PrivacyPolicy.From(
        services.GetRequiredService<ContributionOptions>(),
        services.GetRequiredService<CountedOrigins>(),
        services.GetRequiredService<PeriodOptions>(),
        services.GetRequiredService<AboutOptions>(),
        services.GetRequiredService<NoisePolicy>(),
        services.GetRequiredService<QuestionnaireCatalog>());
}
