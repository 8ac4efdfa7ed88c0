using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Pages of another origin that embed the widget of a service.</summary>
/// <param name="Service">The service that the widget comes from.</param>
internal sealed record Embedding(Service Service)
{
    public string Origin => Service.Http.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>The sources that a page with either form needs, and styles of its own.</summary>
    public string Policy => $"script-src 'unsafe-inline' {Origin}; connect-src {Origin}; frame-src {Origin}; style-src 'unsafe-inline'";

    public string ComponentScript => Script("ketamine-screening.js");

    public string LoaderScript => Script("loader.js");

    /// <summary>A page with the component, or with a frame made by the loader.</summary>
    /// <param name="framed">Whether it is a frame.</param>
    /// <param name="attributes">Attributes of the component; the prefix for the frame is added.</param>
    /// <param name="before">HTML before the widget.</param>
    /// <param name="after">HTML after the widget.</param>
    /// <param name="policy">Further directives of the content security policy.</param>
    public Task<HostPage> Page(
        bool framed, (string Name, string Value)[]? attributes = null, string before = "", string after = "", string policy = "")
    {
        var list = string.Join(' ', (attributes ?? []).Select(one => $"{(framed ? "data-" : "")}{one.Name}=\"{one.Value}\""));
        var widget = framed
            ? $"<div data-ketamine-screening {list}></div>{LoaderScript}"
            : $"<ketamine-screening {list}></ketamine-screening>{ComponentScript}";
        return HostPage.Start(before + widget + after, $"{Policy}; {policy}");
    }

    /// <summary>A page with a frame alone, without any script.</summary>
    public Task<HostPage> BareFrame(string attributes, string before = "", string after = "") =>
        HostPage.Start($"{before}<iframe src=\"{Origin}/embed/frame?country=GB\" {attributes}></iframe>{after}", Policy);

    /// <summary>The widget on such a page.</summary>
    public static Widget WidgetOf(Visitor visitor, bool framed = true) =>
        framed ? new(visitor.Page.FrameLocator("iframe").Locator("ketamine-screening")) : visitor.Widget;

    private string Script(string name) => $"<script type=\"module\" src=\"{Origin}/embed/{name}\"></script>";
}
