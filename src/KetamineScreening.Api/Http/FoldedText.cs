namespace KetamineScreening.Api.Http;

/// <summary>Text without differences of case and accents, for comparison.</summary>
internal static class FoldedText
{
    // The service runs without the data of ICU, so Normalize would not separate the accents from the letters.
    // Letters without an accent stand for themselves.
    private const char First = '\u00C0';
    private const string Letters =
        "AAAAAAÆCEEEEIIIIÐNOOOOO×OUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷ouuuuyþy"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiĲĳJjKkĸLlLlLlLlLlNnNnNnnŊŋ"
        + "OoOoOoŒœRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzſ";

    /// <summary>Folds a text: lower case, without the accents of Latin letters and without combining marks.</summary>
    public static string Of(string text) => string.Concat(text.Where(letter => letter is < '\u0300' or > '\u036F').Select(Fold));

    private static char Fold(char letter) =>
        char.ToLowerInvariant(letter >= First && letter - First < Letters.Length ? Letters[letter - First] : letter);
}
