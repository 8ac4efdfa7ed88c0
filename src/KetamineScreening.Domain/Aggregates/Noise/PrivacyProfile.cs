namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>How the privacy budget of a screening is divided among the blocks.</summary>
public enum PrivacyProfile
{
    /// <summary>All blocks.</summary>
    Full,

    /// <summary>For sites that count fewer than 500 screenings a period: no sums and products, and less noise in everything else.</summary>
    Small,
}
