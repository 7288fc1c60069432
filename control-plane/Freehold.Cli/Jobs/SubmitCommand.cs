using System.CommandLine;
using Freehold.Cli.Api;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold submit FILE</c>.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The job document, YAML or JSON; - for standard input." };
        var edits = SetOption.Create();
        var options = new NewJobOptions();

        var command = new Command("submit", "Submit a job.") { file, edits };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var document = await DocumentFile.ReadAsync(parsed.GetRequiredValue(file), parsed.GetValue(edits) ?? [], cancellationToken);
            var paths = options.Paths(parsed);
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            try
            {
                return await options.RunAsync(parsed, api, () => document.ToRequest(paths.All), cancellationToken);
            }
            catch (DocumentRefusedException e)
            {
                throw document.Refused(e.Problems);
            }
        });
        return command;
    }
}
