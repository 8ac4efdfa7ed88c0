using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Help;

/// <summary>One service in the help directory.</summary>
internal sealed record HelpEntry
{
    /// <summary>Id of the entry.</summary>
    public required string Id { get; init; }

    /// <summary>Proper name of the service, which is not translated; null when the texts name it.</summary>
    public string? Name { get; init; }

    /// <summary>Key of the name and the description in the texts, shared by entries with equal texts; null for the id.</summary>
    public string? Texts { get; init; }

    /// <summary>Purpose of the service, one of <see cref="HelpCodes.Purposes"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Phone number for text telephones.</summary>
    public string? Textphone { get; init; }

    /// <summary>Number for text messages.</summary>
    public string? Text { get; init; }

    /// <summary>WhatsApp number in international format, such as <c>+65 6669 1771</c>.</summary>
    public string? WhatsApp { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Web address of a chat.</summary>
    public string? Chat { get; init; }

    /// <summary>Web address.</summary>
    public string? Url { get; init; }

    /// <summary>When it answers; null for an entry with neither a number nor a chat.</summary>
    public HelpHours? Hours { get; init; }

    /// <summary>BCP 47 tags of the languages spoken.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>What a call costs, one of <see cref="HelpCodes.Costs"/>.</summary>
    public required string Cost { get; init; }

    /// <summary>Lowest age served, in years; null when there is none.</summary>
    public int? MinAge { get; init; }

    /// <summary>Highest age served, in years; null when there is none.</summary>
    public int? MaxAge { get; init; }

    /// <summary>ISO 3166-2 codes of the regions served; null for the whole country.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Web address of the page that the entry was taken from.</summary>
    public required string Source { get; init; }

    /// <summary><c>good</c>, or <c>old-copies-only</c> when only old copies of the source could be seen.</summary>
    public required string SourceState { get; init; }

    /// <summary>Day on which the entry was last compared with its source.</summary>
    public required DateOnly LastVerified { get; init; }

    /// <summary>Last day on which the entry is served, unless it is verified again.</summary>
    public required DateOnly ReviewBy { get; init; }

    /// <summary>Whether the service is commercial. Such an entry is a fault.</summary>
    public required bool Commercial { get; init; }

    /// <summary>Whether the entry is an emergency number, which is served even after its review date.</summary>
    [JsonIgnore]
    public bool IsEmergency => Purpose == HelpCodes.Emergency;

    /// <summary>Whether the entry is a crisis service.</summary>
    [JsonIgnore]
    public bool IsCrisis => Purpose == HelpCodes.Crisis;

    /// <summary>Whether somebody answers, so that the entry has opening hours.</summary>
    [JsonIgnore]
    public bool HasHours => (Phone ?? Textphone ?? Text ?? WhatsApp ?? Chat) is not null;

    /// <summary>Key of the name and the description in the texts.</summary>
    [JsonIgnore]
    public string TextKey => Texts ?? Id;
}

/// <summary>When a service answers.</summary>
/// <param name="Pattern">One of <see cref="HelpCodes.Patterns"/>.</param>
/// <param name="TimeZone">IANA time zone of the times, for <c>weekly</c>.</param>
/// <param name="Spans">When it is open, for <c>weekly</c>; a break at noon makes two spans.</param>
internal sealed record HelpHours(string Pattern, string? TimeZone = null, IReadOnlyList<OpeningSpan>? Spans = null);
