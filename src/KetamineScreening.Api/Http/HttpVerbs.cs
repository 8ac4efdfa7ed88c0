namespace KetamineScreening.Api.Http;

/// <summary>Lists of HTTP methods to map an address to.</summary>
internal static class HttpVerbs
{
    /// <summary>GET with HEAD. Routing answers HEAD with 405 where only GET is mapped.</summary>
    public static string[] GetAndHead { get; } = [HttpMethods.Get, HttpMethods.Head];
}
