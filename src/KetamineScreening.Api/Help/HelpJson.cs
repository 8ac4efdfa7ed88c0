using KetamineScreening.Api.Http;
using System.Text.Json.Serialization;

namespace KetamineScreening.Api.Help;

/// <summary>Serializer context for the JSON of the help directory.</summary>
[JsonSerializable(typeof(HelpFile))]
[JsonSerializable(typeof(HelpWording))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>), TypeInfoPropertyName = "ListsByCode")]
[JsonSerializable(typeof(GetHelp.Response), TypeInfoPropertyName = "GetHelpResponse")]
[JsonSerializable(typeof(GetAllHelp.Response), TypeInfoPropertyName = "GetAllHelpResponse")]
internal sealed partial class HelpJson : JsonSerializerContext
{
    /// <summary>The context with the options of <see cref="JsonFormat"/>.</summary>
    public static HelpJson Plain { get; } = new(JsonFormat.Options());
}
