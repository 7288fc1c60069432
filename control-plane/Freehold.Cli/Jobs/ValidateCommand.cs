using System.CommandLine;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold validate FILE</c>: what would happen, without doing it.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The job document, YAML or JSON; - for standard input." };
        var edits = SetOption.Create();
        var project = ProjectOption.Create();

        var command = new Command("validate", "Check a job document without submitting it.") { file, edits, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var document = await DocumentFile.ReadAsync(parsed.GetRequiredValue(file), parsed.GetValue(edits) ?? [], cancellationToken);
            var paths = ProjectOption.Paths(parsed, project);
            using var api = new FreeholdApi(CurrentSignIn.Connection());

            try
            {
                var answer = await api.SendAsync(() => document.ToRequest(paths.Validate), cancellationToken);
                var validation = Json.Read<ValidationView>(answer);
                if (validation.Problems is { Count: > 0 } problems)
                    throw document.Refused(problems);

                ResultWriter.Write(OutputOption.Of(parsed), answer, output => output.WriteLine($"{document.Name}: {validation.Outlook}"));
                return validation.Valid ? ExitCode.Ok : ExitCode.Usage;
            }
            catch (DocumentRefusedException e)
            {
                throw document.Refused(e.Problems);
            }
        });
        return command;
    }

    /// <param name="Outlook">What would happen, in one sentence.</param>
    private sealed record ValidationView(bool Valid, string? Outlook, IReadOnlyList<DocumentProblemView>? Problems);
}
