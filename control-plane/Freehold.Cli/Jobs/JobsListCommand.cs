using System.CommandLine;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold jobs list</c>: newest first.</summary>
internal static class JobsListCommand
{
    public static Command Create()
    {
        var state = new Option<string?>("--state") { Description = "Only jobs in this state, for example running." };
        var agent = new Option<string?>("--agent") { Description = "Only jobs of this agent." };
        var limit = new Option<int>("--limit") { Description = "At most so many jobs, 1 to 1000. Default 20.", DefaultValueFactory = _ => 20 };
        var project = ProjectOption.Create();

        var command = new Command("list", "List jobs, newest first.") { state, agent, limit, project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var filter = Query.Of(("state", parsed.GetValue(state)), ("agent", parsed.GetValue(agent)));
            using var api = new FreeholdApi(CurrentSignIn.Connection());

            var jobs = await Pages.ReadAsync(
                api, ProjectOption.Paths(parsed, project).All, filter, Math.Clamp(parsed.GetValue(limit), 1, 1000), cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(jobs), output => WriteTable(output, jobs));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<JsonElement> jobs)
    {
        var table = new TextTable("ID", "STATE", "KIND", "AGENT", "SUBMITTED", "NAME");
        foreach (var job in jobs.Select(Json.Read<JobView>))
            table.Add(job.Id, job.StateText, job.Kind, job.Agent, Quantities.Time(job.SubmittedAt), job.Name);
        table.WriteTo(output);
    }
}
