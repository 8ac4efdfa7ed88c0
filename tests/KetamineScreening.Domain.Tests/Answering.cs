using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests;

/// <summary>Makes answers that pass the check of a questionnaire.</summary>
public static class Answering
{
    /// <summary>Every kind of answers: sparse and full, mild and severe.</summary>
    public static Gen<Dictionary<string, string>> Of(Questionnaire questionnaire) =>
        from leaveOut in Gen.Elements(0, 20, 60, 95)
        from dice in Gen.Choose(0, 99).ArrayOf(questionnaire.Items.Length)
        from options in Gen.Choose(0, 999).ArrayOf(questionnaire.Items.Length)
        select Interview.Of(questionnaire, item => dice[item.Index] < leaveOut && !item.Required ? -1 : options[item.Index] % item.Options.Length);

    /// <summary>Holds a rule to a thousand sets of answers.</summary>
    public static void ForAll(Questionnaire questionnaire, Func<Dictionary<string, string>, bool> rule) =>
        Prop.ForAll(Of(questionnaire).ToArbitrary(), rule).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
