namespace KetamineScreening.Api.Http.Description;

/// <summary>Endpoint metadata: the type of a request body that the endpoint reads itself.</summary>
/// <remarks>
/// Replaces <c>Accepts</c>: with that metadata, FastEndpoints itself rejects a request without <c>Content-Type</c> with an empty 415.
/// </remarks>
/// <param name="Type">The type that describes the body.</param>
internal sealed record DocumentedBody(Type Type)
{
    /// <summary>Documents a body of type <typeparamref name="T"/>.</summary>
    public static DocumentedBody Of<T>() => new(typeof(T));
}
