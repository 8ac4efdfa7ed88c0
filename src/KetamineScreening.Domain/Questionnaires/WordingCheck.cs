namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Lists every text of a questionnaire that is missing, empty or without a counterpart in the definition.</summary>
public static class WordingCheck
{
    /// <summary>All faults of the texts in one language; empty when they are complete.</summary>
    public static IReadOnlyList<string> Faults(Questionnaire questionnaire, Wording wording)
    {
        var faults = new List<string>();
        var definition = questionnaire.Definition;

        NotEmpty("title", wording.Title);
        NotEmpty("purpose", wording.Purpose);
        NotEmpty("recallPeriod", wording.RecallPeriod);
        NotEmpty("intendedUse", wording.IntendedUse);
        NotEmpty("disclaimer", wording.Disclaimer);
        NotEmpty("validation", wording.Validation);
        NotEmpty("scoreReason", wording.ScoreReason);
        NotEmpty("completeness.complete", wording.Completeness.Complete);
        NotEmpty("completeness.incomplete", wording.Completeness.Incomplete);
        if (definition.DontKnowCode is not null) NotEmpty("completeness.dontKnow", wording.Completeness.DontKnow);
        else if (wording.Completeness.DontKnow is not null) faults.Add("completeness.dontKnow: the questionnaire has no such option");

        Keys("scales", definition.Scales.Keys, wording.Scales.Keys);
        foreach (var (scale, options) in definition.Scales)
        {
            Texts($"scales.{scale}", options.Select(option => option.Code), wording.Scales.GetValueOrDefault(scale));
        }

        Keys("sections", questionnaire.Sections.Select(section => section.Id), wording.Sections.Keys);
        foreach (var (id, section) in wording.Sections)
        {
            NotEmpty($"sections.{id}.title", section.Title);
            NotEmpty($"sections.{id}.intro", section.Intro);
        }

        Keys("items", questionnaire.Items.Select(item => item.Id), wording.Items.Keys);
        foreach (var item in definition.Sections.SelectMany(section => section.Items))
        {
            if (!wording.Items.TryGetValue(item.Id, out var texts)) continue;
            NotEmpty($"items.{item.Id}.text", texts.Text);
            NotEmpty($"items.{item.Id}.help", texts.Help);
            var ownOptions = item.Scale is null ? item.Options!.Select(option => option.Code) : [];
            Texts($"items.{item.Id}.options", ownOptions, texts.Options);
        }

        Texts("bands", questionnaire.Bands.Select(band => band.Code), wording.Bands);
        Texts("rules", questionnaire.Rules.Select(rule => rule.Code), wording.Rules);
        Texts("unratedReasons", questionnaire.UnratedRules.Select(rule => rule.Code), wording.UnratedReasons);
        TitledTexts("flags", questionnaire.Flags.Select(flag => flag.Code), wording.Flags);
        TitledTexts("actions", questionnaire.Actions.Select(action => action.Code), wording.Actions);
        Texts("audiences", questionnaire.Audiences.Select(audience => audience.Code), wording.Audiences);
        TitledTexts("nextSteps", definition.NextSteps.Keys, wording.NextSteps);
        Keys("guidance", definition.Guidance.Keys, wording.Guidance.Keys);
        foreach (var (audience, byBand) in definition.Guidance)
        {
            Texts($"guidance.{audience}", byBand.Keys, wording.Guidance.GetValueOrDefault(audience));
        }

        return faults;

        void NotEmpty(string location, string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) faults.Add($"{location}: no text");
        }

        void Keys(string location, IEnumerable<string> wanted, IEnumerable<string> written)
        {
            var (wantedKeys, writtenKeys) = (wanted.ToHashSet(), written.ToHashSet());
            faults.AddRange(wantedKeys.Except(writtenKeys).Select(key => $"{location}.{key}: no text"));
            faults.AddRange(writtenKeys.Except(wantedKeys).Select(key => $"{location}.{key}: not in the definition"));
        }

        void TitledTexts(string location, IEnumerable<string> wanted, IReadOnlyDictionary<string, TitledText> written)
        {
            Keys(location, wanted, written.Keys);
            foreach (var (key, text) in written)
            {
                if (questionnaire.Actions.Length > 0) NotEmpty($"{location}.{key}.title", text.Title);
                NotEmpty(text.Title is null ? $"{location}.{key}" : $"{location}.{key}.text", text.Text);
            }
        }

        void Texts(string location, IEnumerable<string> wanted, IReadOnlyDictionary<string, string>? written)
        {
            Keys(location, wanted, written?.Keys ?? []);
            foreach (var (key, text) in written ?? new Dictionary<string, string>()) NotEmpty($"{location}.{key}", text);
        }
    }
}
