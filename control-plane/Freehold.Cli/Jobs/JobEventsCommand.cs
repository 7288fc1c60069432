using System.CommandLine;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold jobs events ID</c>: everything that the agent reported about a job, word for word.</summary>
internal static class JobEventsCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The job's id." };
        var project = ProjectOption.Create();
        var command = new Command("events", "Show what the agent reported about a job: all that left the customer's side.") { id, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var events = await Pages.ReadAsync(
                api, ProjectOption.Paths(parsed, project).Events(parsed.GetRequiredValue(id)), "", atMost: int.MaxValue, cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(events), output => WriteTable(output, events));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<JsonElement> events)
    {
        var table = new TextTable("ATTEMPT", "SEQUENCE", "AT", "KIND", "BODY");
        foreach (var happened in events.Select(Json.Read<EventView>))
        {
            table.Add(
                Quantities.Count(happened.Attempt), Quantities.Count(happened.Sequence), Quantities.Time(happened.OccurredAt), happened.Kind,
                happened.Body.GetRawText());
        }

        table.WriteTo(output);
    }

    /// <param name="OccurredAt">By the agent's clock.</param>
    private sealed record EventView(int Attempt, long Sequence, string Kind, DateTimeOffset OccurredAt, JsonElement Body);
}
