namespace KetamineScreening.Api.Http.Errors;

/// <summary>An error, as RFC 9457 describes it, with a stable code.</summary>
/// <param name="Type">URN of the kind of problem.</param>
/// <param name="Title">The kind of problem in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Code">Stable code, for programs.</param>
/// <param name="Errors">Every single thing that is wrong with the request, where there can be several.</param>
/// <param name="Notice">Why a release was withdrawn, in the operator's words.</param>
/// <param name="CurrentVersion">The version that replaces a retired one.</param>
/// <param name="Current">Address of the version that replaces a retired one.</param>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    IReadOnlyList<ProblemError>? Errors = null,
    string? Notice = null,
    string? CurrentVersion = null,
    string? Current = null);

/// <summary>Members that only some kinds of problem have.</summary>
/// <param name="Notice">See <see cref="ProblemDocument.Notice"/>.</param>
/// <param name="CurrentVersion">See <see cref="ProblemDocument.CurrentVersion"/>.</param>
/// <param name="Current">See <see cref="ProblemDocument.Current"/>.</param>
internal sealed record ProblemMembers(string? Notice = null, string? CurrentVersion = null, string? Current = null);

/// <summary>One thing that is wrong with a request. It says where and what, and never repeats the value that was sent.</summary>
/// <param name="Code">Stable code, for programs.</param>
/// <param name="Message">What is wrong, in words.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) into the body; the whole body is the empty pointer.</param>
/// <param name="Parameter">Name of the query parameter, when it is one.</param>
/// <param name="Header">Name of the header, when it is one.</param>
/// <param name="Allowed">What would be accepted, where that is a short list.</param>
internal sealed record ProblemError(
    string Code,
    string Message,
    string? Pointer = null,
    string? Parameter = null,
    string? Header = null,
    IReadOnlyList<string>? Allowed = null);
