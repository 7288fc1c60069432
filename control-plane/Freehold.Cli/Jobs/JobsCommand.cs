using System.CommandLine;
using System.Globalization;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold jobs list|show|watch|tasks|attempts|events|artifacts|cancel|retry</c>.</summary>
internal static class JobsCommand
{
    public static Command Create() =>
        new("jobs", "List jobs, look at one, follow it, see what was reported of it, cancel it, try it again.") { JobsListCommand.Create(), Show(), Watch(), JobTasksCommand.Create(), JobAttemptsCommand.Create(), JobEventsCommand.Create(), JobArtifactsCommand.Create(), Cancel(), JobRetryCommand.Create() };

    private static Command Show()
    {
        var id = JobId();
        var project = ProjectOption.Create();
        var command = new Command("show", "Show one job.") { id, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.GetAsync(ProjectOption.Paths(parsed, project).One(parsed.GetRequiredValue(id)), cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), answer, output =>
            {
                var job = Json.Read<JobView>(answer);
                Describe(job).WriteTo(output);
                SlotHolders.Write(job.Waiting?.Holders ?? [], output);
                ProfileTable.Write(job.Profile, output);
            });
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Watch()
    {
        var id = JobId();
        var project = ProjectOption.Create();
        var timeout = TimeoutOption.Create();
        var command = new Command("watch", "Follow a job to its end; exit code 0 only if it succeeded.") { id, project, timeout };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var watch = new JobWatch(api, ProjectOption.Paths(parsed, project), TimeProvider.System);
            return await JobFollowing.FollowAsync(
                watch, parsed.GetRequiredValue(id), OutputOption.Of(parsed), TimeoutOption.Of(parsed, timeout), cancellationToken);
        });
        return command;
    }

    private static Command Cancel()
    {
        var id = JobId();
        var project = ProjectOption.Create();
        var command = new Command("cancel", "Cancel a job. A job that has ended stays as it is.") { id, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paths = ProjectOption.Paths(parsed, project);
            var job = parsed.GetRequiredValue(id);
            using var api = new FreeholdApi(CurrentSignIn.Connection());

            await api.PostAsync(paths.Cancel(job), body: null, cancellationToken);
            var answer = await api.GetAsync(paths.One(job), cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), answer, output =>
            {
                var after = Json.Read<JobView>(answer);
                output.WriteLine(after.HasEnded ? $"Job {job} is {after.State}." : $"Job {job} is being cancelled.");
            });
            return ExitCode.Ok;
        });
        return command;
    }

    private static PropertyList Describe(JobView job) => new PropertyList()
        .Add("id", job.Id)
        .Add("name", job.Name)
        .Add("kind", job.Kind)
        .Add("agent", job.Agent)
        .Add("state", job.StateText)
        .Add("waits", job.Waiting?.Sentence)
        .Add("since", Quantities.Time(job.Waiting?.Since))
        .Add("until", Quantities.Time(job.Waiting?.Until))
        .Add("progress", ProgressText.Of(job))
        .Add("tasks", ProgressText.OfTasks(job))
        .Add("since", Quantities.Time(job.Unreachable?.Since))
        .Add("", job.Unreachable?.Sentence)
        .Add("failure", job.Failure?.Code)
        .Add("", job.Failure?.Sentence)
        .Add("to do", job.Failure?.Remedy)
        .Add("seen", SurroundingsText.Of(job.Failure?.Surroundings))
        .Add("attempt", job.Attempt > 0 ? job.Attempt.ToString(CultureInfo.InvariantCulture) : null)
        .Add("retry of", job.RetryOf)
        .Add("priority", job.Priority.ToString(CultureInfo.InvariantCulture))
        .Add("submitted", Quantities.Time(job.SubmittedAt))
        .Add("by", job.SubmittedBy)
        .Add("started", Quantities.Time(job.StartedAt))
        .Add("finished", Quantities.Time(job.FinishedAt))
        .Add("output", job.Output?.ManifestUri);

    private static Argument<string> JobId() => new("id") { Description = "The job's id." };
}
