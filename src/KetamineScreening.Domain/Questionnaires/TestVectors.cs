namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Answers with the result they must give, for whoever scores outside this service.</summary>
/// <param name="Questionnaire">Id of the instrument.</param>
/// <param name="Version">Version of the instrument.</param>
/// <param name="Vectors">The cases.</param>
public sealed record TestVectors(string Questionnaire, string Version, IReadOnlyList<TestVector> Vectors);

/// <summary>One set of answers and what it gives.</summary>
/// <param name="Name">What the case shows.</param>
/// <param name="Answers">Item id to option code; items that are not listed were left out.</param>
/// <param name="Expected">The result.</param>
public sealed record TestVector(string Name, IReadOnlyDictionary<string, string> Answers, ExpectedResult Expected);

/// <summary>The parts of a result that depend on the answers.</summary>
public sealed record ExpectedResult
{
    /// <summary>Code of the audience.</summary>
    public required string Audience { get; init; }

    /// <summary>Code of the band.</summary>
    public required string Band { get; init; }

    /// <summary>Sum of the weights.</summary>
    public required int Score { get; init; }

    /// <summary>Largest sum possible with the questions asked.</summary>
    public required int Max { get; init; }

    /// <summary>Score by domain, only the domains asked.</summary>
    public required IReadOnlyDictionary<string, int> Domains { get; init; }

    /// <summary>Number of signs present, where the instrument counts them.</summary>
    public int? SignsPresent { get; init; }

    /// <summary>Codes of the reasons for the band: <c>score</c> or a rule.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Codes of the flags in order.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Actions in order, each with the codes of its flags; null in versions that define no actions.</summary>
    public IReadOnlyList<ExpectedAction>? Actions { get; init; }

    /// <summary>Kinds of the next steps in order; null in versions that define no actions.</summary>
    public IReadOnlyList<string>? NextSteps { get; init; }

    /// <summary>Ids of the learning texts in order; null in versions that define no actions.</summary>
    public IReadOnlyList<string>? Learn { get; init; }

    /// <summary>Number of questions answered, "I do not know" left out.</summary>
    public required int Answered { get; init; }

    /// <summary>Number of questions asked.</summary>
    public required int Asked { get; init; }
}

/// <summary>An action of a result.</summary>
/// <param name="Code">Code of the action.</param>
/// <param name="Urgency">Urgency of its most urgent flag.</param>
/// <param name="Flags">Codes of its flags in order.</param>
public sealed record ExpectedAction(string Code, string Urgency, IReadOnlyList<string> Flags);
