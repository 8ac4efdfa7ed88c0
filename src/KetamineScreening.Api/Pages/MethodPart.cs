using System.Globalization;
using System.Text;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Pages;

/// <summary>How results come about, as HTML: an example that is scored by the service itself, and the bands and rules.</summary>
internal sealed class MethodPart(QuestionnaireCatalog catalog, HelpContent help)
{
    /// <summary>The answers of one invented person, each with its points, and what they add up to.</summary>
    public string Example(PageWording wording)
    {
        var (version, result) = Chosen();
        var texts = version.Wordings[wording.Language];
        var definition = version.Questionnaire.Definition;
        var items = definition.Sections.SelectMany(section => section.Items).ToDictionary(item => item.Id);
        var rows = new StringBuilder();
        foreach (var item in version.Questionnaire.Items)
        {
            if (result.Sheet.Chosen[item.Index] is not (>= 0 and var chosen)) continue;
            var option = item.Options[chosen];
            var (question, answer) = (texts.Items[item.Id].Text, texts.OptionLabels(items[item.Id])[option.Code]);
            var points = option.Weight is { } weight ? Number(weight) : wording.Text("exampleNone");
            rows.Append(null, $"<tr><th scope=\"row\">{PageWording.Encode(question)}</th><td>{PageWording.Encode(answer)}</td>");
            rows.Append(null, $"<td class=\"number\">{points}</td></tr>");
        }

        var band = PageWording.Encode(texts.Bands[result.Band.Code]);
        var reasons = result.Reasons.Select(texts.ReasonOf).Prepend(result.ScoreReachesBand ? texts.ScoreReason : null).OfType<string>();
        var sum = wording.Text("exampleSum", ("score", Number(result.Score)), ("max", Number(result.MaxScore)));
        return $"""
            <h3>{PageWording.Encode(texts.Title)}</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="{wording.Text("exampleTitle")}"><table>
            <thead><tr><th scope="col">{wording.Text("result.question")}</th><th scope="col">{wording.Text("exampleAnswer")}</th>
            <th scope="col">{wording.Text("result.points")}</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            <p>{sum}</p>
            <p>{wording.Text("exampleBand")}{SpaceOf(wording)}<strong>{band}</strong></p>
            <ul>{string.Concat(reasons.Select(reason => $"<li>{PageWording.Encode(reason)}</li>"))}</ul>
            """;
    }

    /// <summary>For each questionnaire, its bands by score and its rules.</summary>
    public string Bands(PageWording wording)
    {
        var html = new StringBuilder();
        foreach (var version in catalog.Questionnaires.Select(questionnaire => questionnaire.Current))
        {
            var (texts, definition) = (version.Wordings[wording.Language], version.Questionnaire.Definition);
            html.Append(null, $"<h3>{PageWording.Encode(texts.Title)}</h3><ul>");
            foreach (var band in definition.Bands)
            {
                var (label, from) = (texts.Bands[band.Code], Number(band.From));
                var range = band.To is { } to
                    ? wording.Text("bandRange", ("label", label), ("from", from), ("to", Number(to)))
                    : wording.Text("bandFrom", ("label", label), ("from", from));
                html.Append(null, $"<li>{range}</li>");
            }

            html.Append(null, $"</ul><details><summary>{wording.Text("rules")}</summary><ul>");
            foreach (var rule in definition.Rules)
            {
                var reason = PageWording.Encode(texts.Rules[rule.Code]);
                html.Append(null, $"<li>{wording.Text("ruleBand", ("label", texts.Bands[rule.Band]))}{SpaceOf(wording)}{reason}</li>");
            }

            html.Append("</ul></details>");
        }

        return html.ToString();
    }

    // Of the shortest questionnaire, the published test vector that shows most: score and a rule as reasons, and different points.
    private (PublishedVersion Version, ScreeningResult Result) Chosen()
    {
        var version = catalog.Questionnaires
            .Select(questionnaire => questionnaire.Current)
            .MinBy(version => version.Questionnaire.Definition.EstimatedMinutes)!;
        var results = version.Vectors.Select(vector =>
        {
            AnswerSheet.Check(version.Questionnaire, vector.Answers, out var sheet);
            return Scorer.Score(sheet!);
        }).ToList();
        return (version, results.MaxBy(Shows)!);

        static (bool BothReasons, int Points, int Low) Shows(ScreeningResult result) => (
            result.ScoreReachesBand && result.Reasons.Any(),
            result.Breakdown.Select(answer => answer.Option.Weight).Distinct().Count(),
            -result.Score);
    }

    private string SpaceOf(PageWording wording) => help.Wordings[wording.Language].SentenceSpace;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
