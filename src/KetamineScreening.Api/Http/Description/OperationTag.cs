namespace KetamineScreening.Api.Http.Description;

/// <summary>Tags that group the operations in the OpenAPI document.</summary>
internal static class OperationTag
{
    public const string Questionnaires = "Questionnaires";
    public const string Screenings = "Screenings";
    public const string Help = "Help";
    public const string Learn = "Learn";
    public const string Releases = "Releases";
    public const string Privacy = "Privacy";
    public const string Texts = "Texts";
    public const string Health = "Health";
}
