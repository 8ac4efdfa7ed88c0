using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Answers;

/// <summary>Goes through a questionnaire as a person does: question by question, and only those that are asked.</summary>
public static class Interview
{
    /// <summary>Answers that pass the check, whatever is chosen.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="choose">Index of the option chosen for an item; out of range to leave it out, or to take the first where an answer is required.</param>
    /// <returns>Item id and option code.</returns>
    public static Dictionary<string, string> Of(Questionnaire questionnaire, Func<Item, int> choose)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        var chosen = new sbyte[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
        foreach (var item in questionnaire.Items)
        {
            if (!item.IsAsked(chosen)) continue;
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
}
