using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Pages;

/// <summary>Who runs this service, as HTML.</summary>
internal static partial class OperatorPart
{
    /// <summary>Warns when people cannot see who runs the service.</summary>
    public static void Warn(IServiceProvider services)
    {
        var owner = services.GetRequiredService<OperatorOptions>();
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment() || (owner.Name.Length > 0 && owner.Contact.Length > 0)) return;
        LogUnknown(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OperatorPart).FullName!));
    }

    /// <summary>One line for the foot of a page; nothing when no name is set.</summary>
    public static string Line(OperatorOptions owner, PageWording wording) =>
        owner.Name.Length == 0 ? "" : $"<p>{wording.Text("runBy").Replace("{name}", NameOf(owner), StringComparison.Ordinal)}</p>";

    /// <summary>Name and contact, or a sentence that says that none is known.</summary>
    public static string Paragraph(OperatorOptions owner, PageWording wording, HelpWording forms)
    {
        var name = owner.Name.Length == 0 ? $"<p>{wording.Text("runByNobodyKnown")}</p>" : Line(owner, wording);
        if (owner.ContactUri is not { } contact) return name + $"<p>{wording.Text("noContact")}</p>";
        return $"{name}<p>{wording.Text("contact")}{forms.SentenceSpace}{Link(contact, owner.Contact)}</p>";
    }

    private static string NameOf(OperatorOptions owner) =>
        owner.Url.Length == 0 ? PageWording.Encode(owner.Name) : Link(owner.Url, owner.Name);

    private static string Link(string address, string text) =>
        $"<a href=\"{PageWording.Encode(address)}\" rel=\"noopener noreferrer\">{PageWording.Encode(text)}</a>";

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Operator:Name or Operator:Contact is not set: people cannot see who runs this service and how to reach them.")]
    private static partial void LogUnknown(ILogger logger);
}
