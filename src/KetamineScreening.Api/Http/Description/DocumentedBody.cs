namespace KetamineScreening.Api.Http.Description;

/// <summary>The type of a request body that the endpoint reads itself, as metadata of the endpoint.</summary>
/// <remarks>
/// Not <c>Accepts</c>: with that metadata FastEndpoints answers a request without <c>Content-Type</c> itself, with an empty 415.
/// </remarks>
/// <param name="Type">The type that describes the body.</param>
internal sealed record DocumentedBody(Type Type)
{
    /// <summary>Documents a body of type <typeparamref name="T"/>.</summary>
    public static DocumentedBody Of<T>() => new(typeof(T));
}
