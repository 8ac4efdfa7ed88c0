using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Contributions;

/// <summary>Settings of the section <c>About</c>.</summary>
internal sealed class AboutOptions
{
    /// <summary>Whether people who agree to be counted may state an age band and a gender.</summary>
    public bool Asked { get; set; } = true;

    /// <summary>Whether people who answer a questionnaire may state them.</summary>
    public bool IsAskedIn(PublishedQuestionnaire questionnaire) => Asked && Vocabulary.HasGroups(questionnaire.Current.Questionnaire);
}
