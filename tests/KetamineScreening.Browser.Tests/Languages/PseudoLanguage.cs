using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Languages;

/// <summary>Languages made from the English texts by rule, which show what a translation can break.</summary>
/// <remarks>
/// Each stands under the tag of a real language, so that the browser has plural categories, names and dates for it. Placeholders stay, and
/// so does the quoted label of a button, because its words change in the same way as those of the button.
/// </remarks>
internal static partial class PseudoLanguage
{
    private const string LongTag = "hu";
    private const string MirroredTag = "he";
    private const string TimeFormat = "HH:mm";
    private const string HebrewLetters = "אבגדהוזחטיכלמנסעפצקרשת";

    /// <summary>Every word is 40 % longer and has accented letters.</summary>
    public static PseudoContent Longer() => new(LongTag, "ltr", text => Change(text, Lengthen));

    /// <summary>Every letter is Hebrew, so that sentences run from right to left.</summary>
    public static PseudoContent Mirrored() => new(MirroredTag, "rtl", text => Change(text, Mirror));

    /// <summary>Every text begins with the tag, such as <c>[pl]</c>.</summary>
    public static PseudoContent Marked(string tag) => new(tag, "ltr", text => text == TimeFormat ? text : $"[{tag}] {text}");

    private static string Change(string text, Func<string, string> change) =>
        Word().Replace(text, found => found.Groups["word"].Success ? change(found.Value) : found.Value);

    private static string Lengthen(string word) =>
        word + string.Concat(Enumerable.Repeat("éű", word.Length))[..((word.Length * 2 / 5) + 1)];

    private static string Mirror(string word) =>
        string.Concat(word.ToLowerInvariant().Select(letter => HebrewLetters[letter % HebrewLetters.Length]));

    // A placeholder, the format of times, or a word.
    [GeneratedRegex(@"\{\w+\}|^" + TimeFormat + @"$|(?<word>[A-Za-z]{2,})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <summary>A content folder with one of the languages.</summary>
    internal sealed class PseudoContent : IDisposable
    {
        public PseudoContent(string tag, string direction, Func<string, string> translate)
        {
            Tag = tag;
            foreach (var file in Folder.EnglishFiles)
            {
                var texts = Folder.Read(file);
                foreach (var text in ContentFolder.TextsOf(texts).ToList()) text.ReplaceWith(translate($"{text}"));
                (texts["language"], texts["review"]) = (tag, "unreviewed");
                if (texts["direction"] is not null) texts["direction"] = direction;
                Folder.Write(file.Replace("en.json", $"{tag}.json", StringComparison.Ordinal), texts);
            }

            Folder.Publish();
        }

        public string Tag { get; }

        /// <summary>The files. After a change, <see cref="ContentFolder.Publish"/> makes them valid again.</summary>
        public ContentFolder Folder { get; } = new();

        public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Content:Path"] = Folder.Path };

        /// <inheritdoc />
        public void Dispose() => Folder.Dispose();
    }
}
