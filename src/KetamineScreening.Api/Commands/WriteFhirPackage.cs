using System.CommandLine;
using KetamineScreening.Api.Fhir.Definitions;

namespace KetamineScreening.Api.Commands;

/// <summary>Writes all FHIR definitions as a package to a file.</summary>
internal sealed class WriteFhirPackage : Command, IServiceCommand
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "Path of the new file; an existing file is never overwritten.",
        Validators = { StoreCommand.RefuseBlank },
    };

    public WriteFhirPackage()
        : base("fhir-package", "Writes the questionnaires and all other FHIR definitions as a package for FHIR servers and tools.") =>
        Add(file);

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, ParseResult arguments)
    {
        var path = arguments.GetRequiredValue(file);
        var content = services.GetRequiredService<DefinitionPackage>().Body.Plain.Content;
        try
        {
            await using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await stream.WriteAsync(content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        Console.WriteLine($"{path} is written: {content.Length} bytes.");
        return 0;
    }
}
