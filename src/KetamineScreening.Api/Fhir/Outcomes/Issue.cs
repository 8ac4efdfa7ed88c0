namespace KetamineScreening.Api.Fhir.Outcomes;

/// <summary>One thing that an OperationOutcome says. It never repeats a value that was sent.</summary>
/// <param name="Code">One of <see cref="IssueCode.All"/>.</param>
/// <param name="Expression">FHIRPath of the element, where it is one of the body.</param>
/// <param name="Location">The header or parameter, where it is one, as <c>http.NAME</c>.</param>
/// <param name="Text">What is said; the text of the code, when left out.</param>
/// <param name="Diagnostics">For developers: ids and codes of the questionnaire.</param>
internal sealed record Issue(string Code, string? Expression = null, string? Location = null, string? Text = null, string? Diagnostics = null);

/// <summary>How bad an issue is, and of what type, in the codes of FHIR.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>information</c>; <c>fatal</c> for a failure of ours.</param>
/// <param name="Type">A code of <c>http://hl7.org/fhir/issue-type</c>.</param>
/// <param name="IsForm">Whether it is about the form of the request (400) rather than about what it says (422).</param>
internal sealed record IssueKind(string Severity, string Type, bool IsForm = false);
