using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold jobs tasks ID</c>: the input objects of a job, one by one.</summary>
internal static class JobTasksCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var state = new Option<string?>("--state")
        {
            Description = "Only tasks in this state: running, retrying, succeeded, failed, quarantined or stopped.",
        };
        var project = ProjectOption.Create();
        var command = new Command("tasks", "Show the tasks of a job: one for each input object.") { id, state, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var filter = Query.Of(("state", parsed.GetValue(state)));
            var tasks = await Pages.ReadAsync(
                api, ProjectOption.Paths(parsed, project).Tasks(parsed.GetRequiredValue(id)), filter, atMost: int.MaxValue, cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(tasks), output => WriteTable(output, tasks));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<JsonElement> tasks)
    {
        var table = new TextTable("TASK", "STATE", "ATTEMPT", "TRY", "ROWS", "SIZE", "SECONDS", "OBJECT", "FAILURE");
        foreach (var task in tasks.Select(Json.Read<TaskView>))
        {
            table.Add(
                Quantities.Count(task.Index), task.State, Quantities.Count(task.Attempt), Quantities.Count(task.Try), Quantities.Count(task.Rows),
                Quantities.Bytes(task.BytesIn), task.ElapsedSeconds.ToString("0.0", CultureInfo.InvariantCulture), task.Object, task.Failure?.Text);
        }

        table.WriteTo(output);
    }

    private sealed record TaskView(
        int Index, string Object, string State, int Attempt, int Try, long Rows, long BytesIn, double ElapsedSeconds, TaskFailureView? Failure);

    private sealed record TaskFailureView(string Code, string? Detail, long? Line, string? Column)
    {
        public string Text => Code
            + (Detail is null ? "" : $" {Detail}")
            + (Line is null ? "" : string.Create(CultureInfo.InvariantCulture, $", line {Line}"))
            + (Column is null ? "" : $", column {Column}");
    }
}
