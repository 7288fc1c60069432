using System.CommandLine;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;

namespace Freehold.Cli.Jobs;

/// <summary>What every command can be told that makes a job, and what it does once the job is made.</summary>
internal sealed class NewJobOptions
{
    private static readonly TimeSpan[] PausesBetweenTries = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    private readonly Option<string?> _key = new("--idempotency-key")
    {
        Description = "The same command again under the same key gives the first job. Default: a new key, used for this command's own retries.",
    };

    private readonly Option<bool> _wait = new("--wait") { Description = "Follow the job; exit code 0 only if it succeeded." };
    private readonly Option<string?> _project = ProjectOption.Create();
    private readonly Option<string?> _timeout = TimeoutOption.Create();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_project, _key, _wait, _timeout])
            command.Options.Add(option);
    }

    public JobPaths Paths(ParseResult parsed) => ProjectOption.Paths(parsed, _project);

    /// <summary>
    /// Sends the request that makes a job, again where the answer was lost: under one key the control plane makes one job.
    /// Then shows the job, or follows it to its end.
    /// </summary>
    /// <param name="request">Made anew for each try.</param>
    /// <returns>The program's exit code.</returns>
    public async Task<int> RunAsync(ParseResult parsed, FreeholdApi api, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        var format = OutputOption.Of(parsed);
        var answer = await SendAsync(api, request, parsed.GetValue(_key) ?? Guid.NewGuid().ToString("N"), cancellationToken);
        var job = Json.Read<JobView>(answer);
        if (!parsed.GetValue(_wait))
        {
            ResultWriter.Write(format, answer, output => output.WriteLine(job.Id));
            return ExitCode.Ok;
        }

        Console.Error.WriteLine($"Submitted job {job.Id} to {job.Agent}.");
        var paths = Paths(parsed);
        var watch = new JobWatch(api, paths, TimeProvider.System);
        var code = await JobFollowing.FollowAsync(watch, job.Id, format, TimeoutOption.Of(parsed, _timeout), cancellationToken);
        if (code is not ExitCode.Interrupted)
            ResultWriter.Write(format, await api.GetAsync(paths.One(job.Id), cancellationToken), output => output.WriteLine(job.Id));
        return code;
    }

    private static async Task<JsonElement> SendAsync(FreeholdApi api, Func<HttpRequestMessage> request, string key, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await api.SendAsync(
                    () =>
                    {
                        var asked = request();
                        asked.Headers.Add("Idempotency-Key", key);
                        return asked;
                    },
                    cancellationToken);
            }
            catch (CommandFailedException e) when (e.ExitCode is ExitCode.Unreachable && tries < PausesBetweenTries.Length)
            {
                await Task.Delay(PausesBetweenTries[tries], cancellationToken);
            }
        }
    }
}
