using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Agents;

/// <summary><c>freehold agents list|show|slots|add|token</c>.</summary>
internal static class AgentsCommand
{
    public static Command Create() =>
        new("agents", "List agents, look at one, add one.") { List(), Show(), AgentSlotsCommand.Create(), AgentsAddCommand.Create(), AgentTokenCommand.Create() };

    private static Command List()
    {
        var command = new Command("list", "List all agents.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var agents = await Pages.ReadAsync(api, "agents", "", atMost: int.MaxValue, cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(agents), output => WriteTable(output, agents));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var label = new Argument<string>("label") { Description = "The agent's label." };
        var command = new Command("show", "Show one agent.") { label };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.GetAsync($"agents/{Uri.EscapeDataString(parsed.GetRequiredValue(label))}", cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), answer, output => Describe(Json.Read<AgentView>(answer)).WriteTo(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<JsonElement> agents)
    {
        var table = new TextTable("LABEL", "STATUS", "JOBS", "EXECUTOR", "VERSION", "LAST HEARD");
        foreach (var agent in agents.Select(Json.Read<AgentView>))
            table.Add(agent.Label, agent.Status, Jobs(agent), agent.Executor, agent.Version, Quantities.Time(agent.LastHeardAt));
        table.WriteTo(output);
    }

    private static PropertyList Describe(AgentView agent)
    {
        var properties = new PropertyList()
            .Add("label", agent.Label)
            .Add("status", agent.Status)
            .Add("since", Quantities.Time(agent.Since))
            .Add("ended by", agent.Ending)
            .Add("refused", agent.Refusal?.Sentence)
            .Add("to do", agent.Refusal?.Remedy);
        foreach (var problem in (agent.Conditions ?? []).Concat(agent.Findings ?? []))
            properties.Add("problem", Describe(problem)).Add("to do", problem.Remedy);

        properties.Add("jobs", Jobs(agent)).Add("quota", Quota(agent)).Add("executor", agent.Executor).Add("version", agent.Version);
        foreach (var replica in agent.Replicas ?? [])
            properties.Add(replica.Role ?? "replica", replica.ReplicaId);

        if (agent.Helm is { } helm)
            properties.Add("install with", helm.Command);
        return properties.Add("last heard", Quantities.Time(agent.LastHeardAt)).Add("added", Quantities.Time(agent.CreatedAt));
    }

    private static string Describe(AgentProblemView problem)
    {
        var text = new StringBuilder(problem.Sentence).Append(" Since ").Append(Quantities.Time(problem.Since));
        if (problem.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $", {Quantities.Count(problem.Count)} times");
        if ((problem.Subject ?? problem.Evidence) is { Length: > 0 } what)
            text.Append(": ").Append(what);
        return text.Append('.').ToString();
    }

    private static string? Quota(AgentView agent) =>
        agent.QuotaWorkers is { } workers ? $"room for {workers} workers of size M; {agent.QuotaTightest} is tightest" : null;

    private static string? Jobs(AgentView agent) => agent.MaxConcurrent is { } most ? $"{agent.InUse} of {most}" : null;
}
