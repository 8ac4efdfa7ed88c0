using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests;

/// <summary>Makes answers that pass the check of a questionnaire.</summary>
public static class Answering
{
    /// <summary>Answers question by question: only what is asked, and a question may be left out unless it is required.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="choose">Index of the option chosen for an item; out of range to leave it out.</param>
    public static Dictionary<string, string> Fill(Questionnaire questionnaire, Func<Item, int> choose)
    {
        var answers = new Dictionary<string, string>();
        var chosen = new sbyte[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
        foreach (var item in questionnaire.Items)
        {
            if (item.AskedWhen is { } askedWhen && !askedWhen.Holds(new Facts(chosen, [], 0))) continue;
            var option = choose(item);
            if (option < 0 || option >= item.Options.Length)
            {
                if (!item.Required) continue;
                option = 0;
            }

            chosen[item.Index] = (sbyte)option;
            answers[item.Id] = item.Options[option].Code;
        }

        return answers;
    }

    /// <summary>Every kind of answers: sparse and full, mild and severe.</summary>
    public static Gen<Dictionary<string, string>> Of(Questionnaire questionnaire) =>
        from leaveOut in Gen.Elements(0, 20, 60, 95)
        from dice in Gen.Choose(0, 99).ArrayOf(questionnaire.Items.Length)
        from options in Gen.Choose(0, 999).ArrayOf(questionnaire.Items.Length)
        select Fill(questionnaire, item => dice[item.Index] < leaveOut && !item.Required ? -1 : options[item.Index] % item.Options.Length);

    /// <summary>Holds a rule to a thousand sets of answers.</summary>
    public static void ForAll(Questionnaire questionnaire, Func<Dictionary<string, string>, bool> rule) =>
        Prop.ForAll(Of(questionnaire).ToArbitrary(), rule).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
