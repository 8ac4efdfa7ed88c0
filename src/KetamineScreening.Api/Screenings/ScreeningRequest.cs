namespace KetamineScreening.Api.Screenings;

/// <summary>Answers to score.</summary>
/// <remarks>Only describes the body to clients; <see cref="ScreeningBody"/> reads it, straight into an answer sheet.</remarks>
internal sealed record ScreeningRequest
{
    /// <summary>Version of the questionnaire that was answered; the current one, when left out.</summary>
    public string? Version { get; init; }

    /// <summary>Item id to option code. Any question that is not required may be left out.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>Whether the person agrees that this screening is added to the anonymous totals. There is no default: ask.</summary>
    public required bool Contribute { get; init; }

    /// <summary>What the person says about themselves; only together with `contribute`, and not in questionnaires about others.</summary>
    public AboutRequest? About { get; init; }
}

/// <summary>An age band and a gender, for the anonymous totals only: never scored, never part of a result.</summary>
internal sealed record AboutRequest
{
    /// <summary>Age band.</summary>
    public string? AgeBand { get; init; }

    /// <summary>Gender.</summary>
    public string? Gender { get; init; }
}
