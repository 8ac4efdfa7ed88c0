namespace KetamineScreening.Browser.Tests.Engines;

/// <summary>A browser engine, by the name that the programs in <c>tests/engines</c> have for it.</summary>
public enum Engine
{
    /// <summary>Blink, in Chromium with its window.</summary>
    Chromium,

    /// <summary>Gecko, in Firefox.</summary>
    Firefox,

    /// <summary>The engine of Safari, in WebKitGTK.</summary>
    WebKit,
}
