using System.ComponentModel.DataAnnotations;

namespace KetamineScreening.Api.Configuration;

/// <summary>Settings of the section <c>Content</c>.</summary>
internal sealed class ContentOptions : IValidatableObject
{
    /// <summary>Folder of the content files.</summary>
    public string Path { get; set; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Content");

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Directory.Exists(Path)) yield return new ValidationResult($"is '{Path}'; there is no such folder.", [nameof(Path)]);
    }
}
