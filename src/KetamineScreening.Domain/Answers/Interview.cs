using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Answers;

/// <summary>Generates valid answers by going through a questionnaire item by item, as a person does.</summary>
public static class Interview
{
    /// <summary>Valid answers, for any choice of options.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="choose">
    /// Index of the option to choose for an item. An index out of range leaves the item out, or chooses the first option if the
    /// item is required.
    /// </param>
    /// <returns>Option code by item id.</returns>
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
