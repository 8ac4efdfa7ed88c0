using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests;

/// <summary>Generators of valid answers for property tests.</summary>
public static class Answering
{
    /// <summary>Valid answers with random options and from 0 to 95 % of the optional items left out.</summary>
    public static Gen<Dictionary<string, string>> Of(Questionnaire questionnaire) =>
        from leaveOut in Gen.Elements(0, 20, 60, 95)
        from dice in Gen.Choose(0, 99).ArrayOf(questionnaire.Items.Length)
        from options in Gen.Choose(0, 999).ArrayOf(questionnaire.Items.Length)
        select Interview.Of(questionnaire, item =>
            dice[item.Index] < leaveOut && !item.Required ? -1 : options[item.Index] % item.Options.Length);

    /// <summary>Checks a property on a thousand sets of answers.</summary>
    public static void ForAll(Questionnaire questionnaire, Func<Dictionary<string, string>, bool> property) =>
        Prop.ForAll(Of(questionnaire).ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
