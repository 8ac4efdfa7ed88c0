namespace KetamineScreening.Api.Fhir.Outcomes;

/// <summary>One issue of an OperationOutcome. It never repeats a value of the request.</summary>
/// <param name="Code">One of <see cref="IssueCode.All"/>.</param>
/// <param name="Expression">FHIRPath of the element in the body that the issue is about.</param>
/// <param name="Location">The header or parameter that the issue is about, as <c>http.NAME</c>.</param>
/// <param name="Text">Text of the issue; null for the standard text of the code.</param>
/// <param name="Diagnostics">Ids and codes of the questionnaire, for developers.</param>
internal sealed record Issue(
    string Code, string? Expression = null, string? Location = null, string? Text = null, string? Diagnostics = null);

/// <summary>Severity and type of an issue, as codes of FHIR.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>information</c>; <c>fatal</c> for a failure of the service.</param>
/// <param name="Type">A code of <c>http://hl7.org/fhir/issue-type</c>.</param>
/// <param name="IsForm">Whether the structure of the request is wrong (400) rather than its content (422).</param>
internal sealed record IssueKind(string Severity, string Type, bool IsForm = false);
