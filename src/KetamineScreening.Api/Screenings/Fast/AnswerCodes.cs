using System.Text;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Screenings.Fast;

/// <summary>The item ids and option codes of a questionnaire as UTF-8, so that a lookup allocates no string.</summary>
internal sealed class AnswerCodes(Questionnaire questionnaire)
{
    private readonly byte[] version = Encoding.UTF8.GetBytes(questionnaire.Definition.Version);
    private readonly byte[][] items = [.. questionnaire.Items.Select(item => Encoding.UTF8.GetBytes(item.Id))];
    private readonly byte[][][] options =
        [.. questionnaire.Items.Select(item => item.Options.Select(option => Encoding.UTF8.GetBytes(option.Code)).ToArray())];

    /// <summary>Version string of the questionnaire.</summary>
    public ReadOnlySpan<byte> Version => version;

    /// <summary>Index of an item; -1 when the id is unknown.</summary>
    /// <param name="id">Id of the item.</param>
    /// <param name="likely">Index to try first: clients usually send answers in the order of the questions.</param>
    public int Item(ReadOnlySpan<byte> id, int likely)
    {
        for (var tried = 0; tried < items.Length; tried++, likely++)
        {
            if (likely == items.Length) likely = 0;
            if (id.SequenceEqual(items[likely])) return likely;
        }

        return -1;
    }

    /// <summary>Index of an option of an item; -1 when the code is unknown.</summary>
    public int Option(int item, ReadOnlySpan<byte> code)
    {
        var codes = options[item];
        for (var option = 0; option < codes.Length; option++)
        {
            if (code.SequenceEqual(codes[option])) return option;
        }

        return -1;
    }
}
