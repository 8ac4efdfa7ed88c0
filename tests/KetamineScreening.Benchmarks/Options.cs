using System.Globalization;

namespace KetamineScreening.Benchmarks;

/// <summary>The options of the command line.</summary>
/// <param name="IsShort">Whether to measure less and shorter.</param>
/// <param name="Only">Names of the measurements; null for all of them.</param>
/// <param name="Service">Executable of a published service; null for the built one.</param>
/// <param name="Other">Executable of a second published service to compare with; null for none.</param>
/// <param name="Published">The two applications whose start is measured; null for none.</param>
/// <param name="Peer">A running survey back end to compare with; null for none.</param>
/// <param name="Minutes">Duration of a soak.</param>
internal sealed record Options(
    bool IsShort,
    IReadOnlyList<string>? Only,
    string? Service,
    string? Other,
    PublishedPair? Published,
    Peer? Peer,
    int Minutes)
{
    private const int DefaultMinutes = 30;
    private const string ShortForm = "--short";

    private static readonly string[] WithValue =
    [
        "--only", "--service", "--other", "--published", "--minutes", "--peer", "--peer-name", "--peer-body", "--peer-type",
        "--peer-process",
    ];

    /// <summary>Reads the arguments after the command.</summary>
    /// <exception cref="OptionsException">An argument is unknown, a file is missing, or a value is malformed.</exception>
    public static Options Read(ReadOnlySpan<string> arguments)
    {
        var values = Values(arguments);
        var published = ValueOf("--published") is { } folder ? PublishedPair.In(folder) : null;
        var service = ValueOf("--service") ?? published?.Service;
        var other = ValueOf("--other");
        string?[] files = [service, other, published?.Service, published?.Empty, ValueOf("--peer-body")];
        var missing = files.FirstOrDefault(file => file is not null && !File.Exists(file));
        if (missing is not null) throw new OptionsException($"The file '{missing}' does not exist.");
        var (only, minutes) = (ValueOf("--only")?.Split(','), Number("--minutes") ?? DefaultMinutes);
        return new Options(values.ContainsKey(ShortForm), only, service, other, published, ReadPeer(), minutes);

        string? ValueOf(string option) => values.GetValueOrDefault(option);

        int? Number(string option) => ValueOf(option) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new OptionsException($"{option} takes a positive whole number.");

        Peer? ReadPeer()
        {
            if (ValueOf("--peer") is not { } url) return null;
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
            {
                throw new OptionsException("--peer takes an address that begins with http:// or https://.");
            }

            return new Peer(
                ValueOf("--peer-name") ?? "a survey back end",
                address,
                File.ReadAllText(ValueOf("--peer-body") ?? throw new OptionsException("--peer needs --peer-body FILE.")).Trim(),
                ValueOf("--peer-type") ?? "application/json",
                Number("--peer-process") ?? throw new OptionsException("--peer needs --peer-process ID."));
        }
    }

    private static Dictionary<string, string> Values(ReadOnlySpan<string> arguments)
    {
        var values = new Dictionary<string, string>();
        for (var index = 0; index < arguments.Length; index++)
        {
            var option = arguments[index];
            if (option == ShortForm)
            {
                values[option] = "";
                continue;
            }

            if (!WithValue.Contains(option)) throw new OptionsException($"There is no command and no option '{option}'.");
            if (++index == arguments.Length || arguments[index].StartsWith("--", StringComparison.Ordinal))
            {
                throw new OptionsException($"{option} needs a value.");
            }

            values[option] = arguments[index];
        }

        return values;
    }
}

/// <summary>The command line is wrong.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class OptionsException(string message) : Exception(message);
