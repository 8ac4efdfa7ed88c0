using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Help;

/// <summary>The content of <c>directory.json</c>, the help directory.</summary>
/// <param name="International">Services that can be used from any country.</param>
/// <param name="LocalEmergency">Replaces the emergency number for a country that is not listed.</param>
/// <param name="Countries">Country code to its emergency numbers and services.</param>
internal sealed record HelpFile(
    IReadOnlyList<HelpEntry> International, HelpEntry LocalEmergency, IReadOnlyDictionary<string, IReadOnlyList<HelpEntry>> Countries);

/// <summary>One service in the help directory.</summary>
internal sealed record HelpEntry
{
    /// <summary>Id of the entry.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the service.</summary>
    public required string Name { get; init; }

    /// <summary>Purpose of the service, one of <see cref="HelpCheck.Purposes"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Phone number.</summary>
    public required string? Phone { get; init; }

    /// <summary>Phone number for text telephones.</summary>
    public string? Textphone { get; init; }

    /// <summary>Number for text messages.</summary>
    public required string? Text { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Web address.</summary>
    public required string? Url { get; init; }

    /// <summary>When it is open.</summary>
    public required HelpHours Hours { get; init; }

    /// <summary>BCP 47 tags of the languages spoken.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary><c>free</c>, <c>standard-rate</c>, <c>charged</c> or <c>unknown</c>.</summary>
    public required string Cost { get; init; }

    /// <summary>Web address of the page that the entry was taken from; null only for the local emergency number.</summary>
    public required string? Source { get; init; }

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
    public bool IsEmergency => Purpose == "emergency";
}

/// <summary>When a service is open.</summary>
/// <param name="Pattern"><c>always</c>, <c>weekly</c> or <c>unknown</c>.</param>
/// <param name="Days">Days it is open, for <c>weekly</c>: <c>mon</c> to <c>sun</c>.</param>
/// <param name="Opens">Local time it opens, for <c>weekly</c>.</param>
/// <param name="Closes">Local time it closes, for <c>weekly</c>; a time before <paramref name="Opens"/> is on the next day.</param>
/// <param name="TimeZone">IANA time zone of both times, for <c>weekly</c>.</param>
internal sealed record HelpHours(
    string Pattern, IReadOnlyList<string>? Days = null, string? Opens = null, string? Closes = null, string? TimeZone = null);

/// <summary>The texts of the help directory in one language.</summary>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Review"><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</param>
/// <param name="Names">Names of entries that have no proper name.</param>
/// <param name="WhatItIsNot">What each service does not do.</param>
/// <param name="Hours">Words for the patterns <c>always</c> and <c>unknown</c>.</param>
/// <param name="Days">Names of days.</param>
/// <param name="Cost">Words for costs.</param>
/// <param name="Purposes">Words for purposes.</param>
internal sealed record HelpWording(
    string Language,
    string Review,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, string> WhatItIsNot,
    IReadOnlyDictionary<string, string> Hours,
    IReadOnlyDictionary<string, string> Days,
    IReadOnlyDictionary<string, string> Cost,
    IReadOnlyDictionary<string, string> Purposes);
