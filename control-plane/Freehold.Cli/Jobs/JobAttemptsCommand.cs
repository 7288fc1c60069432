using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold jobs attempts ID</c>: how each try at a job ended, where it ran, and what memory it had and used.</summary>
internal static class JobAttemptsCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var project = ProjectOption.Create();
        var command = new Command("attempts", "Show the attempts at a job, newest first.") { id, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var attempts = await Pages.ReadAsync(
                api, ProjectOption.Paths(parsed, project).Attempts(parsed.GetRequiredValue(id)), "", atMost: int.MaxValue, cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(attempts), output => WriteTable(output, attempts));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<JsonElement> attempts)
    {
        var table = new TextTable("ATTEMPT", "OUTCOME", "CODE", "STARTED", "MEMORY", "NODE", "IMAGE");
        foreach (var attempt in attempts.Select(Json.Read<AttemptView>))
        {
            table.Add(
                attempt.Number.ToString(CultureInfo.InvariantCulture), attempt.Outcome ?? "live", attempt.Failure?.Code, Quantities.Time(attempt.StartedAt),
                SurroundingsText.Memory(attempt.PeakMemoryBytes, attempt.MemoryLimitBytes ?? attempt.MemoryBytes), attempt.Node, attempt.ImageDigest);
        }

        table.WriteTo(output);
    }

    private sealed record AttemptView(
        int Number, string? Outcome, DateTimeOffset? StartedAt, long? MemoryBytes, long? PeakMemoryBytes, long? MemoryLimitBytes, string? Node,
        string? ImageDigest, FailureView? Failure);
}
