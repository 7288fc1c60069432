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

                ResultWriter.Write(OutputOption.Of(parsed), answer, output => output.WriteLine(
                    validation.Valid ? $"{document.Name}: would be accepted." : $"{document.Name}: {validation.Reason}"));
                return validation.Valid ? ExitCode.Ok : ExitCode.Usage;
            }
            catch (DocumentRefusedException e)
            {
                throw document.Refused(e.Problems);
            }
        });
        return command;
    }

    /// <param name="Reason">Why it would not be accepted, when the document itself is good.</param>
    private sealed record ValidationView(bool Valid, string? Reason, IReadOnlyList<DocumentProblemView>? Problems);
}
