using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Tests.Aggregates;
using System.Text.Json;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>Results are padded to the longest result of their questionnaire in their language, and not further.</summary>
public sealed class ResultBlockTests(SharedService service, ITestOutputHelper output)
{
    // Rounding up to 1 KiB, and the room for numbers of more digits than they have.
    private const int MostUnused = 2 * 1024;

    [Fact]
    public async Task The_length_of_a_result_is_that_of_the_longest_one_of_its_questionnaire_in_its_language()
    {
        var versions = service.Services.GetRequiredService<QuestionnaireCatalog>().Questionnaires
            .SelectMany(questionnaire => questionnaire.ScoredVersions)
            .SelectMany(version => version.Languages, (version, language) => (version, language));
        foreach (var (version, language) in versions)
        {
            var id = version.Questionnaire.Id;
            var answers = Expected.Varied(id, 1, new Random(3))[0];
            using var response = await service.Post(
                id, Some.Body(answers), request => request.Headers.Add("Accept-Language", language));
            var (length, longest) = ((int)response.Content.Headers.ContentLength!, Longest(version, language));
            output.WriteLine($"{version.Address} {language}: {length:N0} bytes, the longest result at most {longest:N0}");

            Assert.InRange(longest, length - MostUnused, length);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task Errors_about_answers_have_the_length_of_one_block_however_many_there_are(int errors)
    {
        // The names and the options of the longest questionnaire, which are all wrong.
        var items = (await service.Get($"/v1/questionnaires/{Some.SelfCheck}"))["sections"]!.AsArray()
            .SelectMany(section => section!["items"]!.AsArray())
            .Select(item => (string)item!["id"]!);
        var answers = items.Take(errors).ToDictionary(item => item, _ => "no-such-option");
        using var response = await service.Post(Some.SelfCheck, Some.Body(answers));

        Assert.Equal((422, Problems.ErrorsBlock), ((int)response.StatusCode, (await response.Text()).Length));
        Assert.Equal(PaddedResult.CacheControl, response.Header("Cache-Control"));
    }

    // Length of a result with everything that one person can get, even where two parts exclude each other.
    private int Longest(PublishedVersion version, string language)
    {
        var (questionnaire, wording, help) = (version.Questionnaire, version.Wordings[language], LongestHelp(language));
        return questionnaire.Branches
            .SelectMany(
                branch => branch.ReachableBands(questionnaire),
                (branch, band) => Everything(questionnaire, wording, branch, band, help))
            .Max(result => JsonSerializer.SerializeToUtf8Bytes(result, ScreeningsJson.Plain.ScreeningResponse).Length);
    }

    private HelpForCountry LongestHelp(string language)
    {
        var directory = service.Services.GetRequiredService<HelpDirectory>();
        return directory.Countries.Append(null)
            .Select(country => directory.For(country, language))
            .MaxBy(help =>
                JsonSerializer.SerializeToUtf8Bytes(new EmergencyResult(help.EmergencyBlocks), ScreeningsJson.Plain.EmergencyResult).Length
                + JsonSerializer.SerializeToUtf8Bytes(help.Services, ScreeningsJson.Plain.IReadOnlyListHelpContact).Length)!;
    }

    internal static ScreeningResponse Everything(
        Questionnaire questionnaire, Wording wording, Branch branch, Band band, HelpForCountry help)
    {
        var (definition, audience) = (questionnaire.Definition, branch.Audience);
        var rules = (band.IsOnScale ? questionnaire.Rules : questionnaire.UnratedRules)
            .Where(rule => rule.Band == band && CanHold(rule.When));
        var flags = questionnaire.Flags.Where(flag => CanHold(flag.When)).ToList();
        var completeness = wording.Completeness;
        return new ScreeningResponse(
            new QuestionnaireReference(definition.Id, definition.Version),
            audience.Code,
            new BandResult(band.Code, band.IsOnScale, wording.Bands[band.Code], wording.Guidance[audience.Code][band.Code]),
            new ScoreResult(branch.MaxScore, branch.MaxScore, [.. branch.Domains.Select(domain => new DomainResult(
                domain.Section.Id, wording.Sections[domain.Section.Id].Title, domain.MaxScore, domain.MaxScore))]),
            new SignsPresentResult(questionnaire.Items.Length, questionnaire.Items.Length),
            [new ReasonResult("score", wording.ScoreReason), .. rules.Select(rule => new ReasonResult(rule.Code, wording.ReasonOf(rule)))],
            [.. questionnaire.Items.Where(item => item.IsScored && branch.Asked[item.Index]).Select(item => new BreakdownEntry(
                item.Id, item.Options.MaxBy(option => option.Code.Length)!.Code, item.MaxWeight))],
            new CompletenessResult(
                branch.AskedItems,
                branch.AskedItems,
                branch.AskedItems,
                false,
                new[] { completeness.Complete, completeness.Incomplete, completeness.DontKnow }.MaxBy(note => note?.Length)!),
            [.. flags.GroupBy(flag => flag.Action!).Select(group => ActionResult.From(group.Key, [.. group], wording))],
            [.. flags.Select(flag => FlagResult.From(flag, LongestAction(flag), wording))],
            [.. questionnaire.NextSteps(audience, band).Select(step => NextStepResult.From(step, wording))],
            [.. questionnaire.LearningLinks.Select(link => link.Id)],
            new EmergencyResult(help.EmergencyBlocks),
            help.Services,
            wording.Disclaimer,
            definition.Validation,
            wording.Validation,
            "declined");

        bool CanHold(Condition condition) => condition.PossibleValues(branch).HasFlag(TruthValues.True);

        RecommendedAction LongestAction(Flag flag) => flag.Action!.CoveredBy
            .Select(index => questionnaire.Actions[index])
            .Append(flag.Action)
            .MaxBy(action => action.Code.Length)!;
    }
}
