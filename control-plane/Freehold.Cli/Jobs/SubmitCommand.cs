using System.CommandLine;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold submit FILE</c>.</summary>
internal static class SubmitCommand
{
    private static readonly TimeSpan[] PausesBetweenTries = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The job document, YAML or JSON; - for standard input." };
        var edits = SetOption.Create();
        var project = ProjectOption.Create();
        var key = new Option<string?>("--idempotency-key")
        {
            Description = "Submitting again under the same key gives the first job. Default: a new key, used for this command's own retries.",
        };
        var wait = new Option<bool>("--wait") { Description = "Follow the job; exit code 0 only if it succeeded." };
        var timeout = TimeoutOption.Create();

        var command = new Command("submit", "Submit a job.") { file, edits, project, key, wait, timeout };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var document = await DocumentFile.ReadAsync(parsed.GetRequiredValue(file), parsed.GetValue(edits) ?? [], cancellationToken);
            var paths = ProjectOption.Paths(parsed, project);
            var format = OutputOption.Of(parsed);
            using var api = new FreeholdApi(CurrentSignIn.Connection());

            var answer = await SubmitAsync(api, paths, document, parsed.GetValue(key) ?? Guid.NewGuid().ToString("N"), cancellationToken);
            var job = Json.Read<JobView>(answer);
            if (!parsed.GetValue(wait))
            {
                ResultWriter.Write(format, answer, output => output.WriteLine(job.Id));
                return ExitCode.Ok;
            }

            Console.Error.WriteLine($"Submitted job {job.Id} to {job.Agent}.");
            var watch = new JobWatch(api, paths, TimeProvider.System);
            var code = await JobFollowing.FollowAsync(watch, job.Id, format, TimeoutOption.Of(parsed, timeout), cancellationToken);
            if (code is not ExitCode.Interrupted)
                ResultWriter.Write(format, await api.GetAsync(paths.One(job.Id), cancellationToken), output => output.WriteLine(job.Id));
            return code;
        });
        return command;
    }

    // Safe to send again: under one key the control plane makes one job, also when the first answer was lost on its way.
    private static async Task<JsonElement> SubmitAsync(
        FreeholdApi api, JobPaths paths, DocumentFile document, string key, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await api.SendAsync(
                    () =>
                    {
                        var request = document.ToRequest(paths.All);
                        request.Headers.Add("Idempotency-Key", key);
                        return request;
                    },
                    cancellationToken);
            }
            catch (DocumentRefusedException e)
            {
                throw document.Refused(e.Problems);
            }
            catch (CommandFailedException e) when (e.ExitCode is ExitCode.Unreachable && tries < PausesBetweenTries.Length)
            {
                await Task.Delay(PausesBetweenTries[tries], cancellationToken);
            }
        }
    }
}
