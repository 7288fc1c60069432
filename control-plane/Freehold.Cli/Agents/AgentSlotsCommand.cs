using System.CommandLine;
using System.Globalization;
using Freehold.Cli.Api;
using Freehold.Cli.Jobs;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Agents;

/// <summary><c>freehold agents slots LABEL</c>: who has the agent's slots.</summary>
internal static class AgentSlotsCommand
{
    public static Command Create()
    {
        var label = new Argument<string>("label") { Description = "The agent's label." };
        var command = new Command("slots", "Show which jobs have an agent's slots.") { label };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var answer = await api.GetAsync($"agents/{Uri.EscapeDataString(parsed.GetRequiredValue(label))}/slots", cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), answer, output =>
            {
                var slots = Json.Read<AgentSlotsView>(answer);
                var most = slots.Most?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of";
                output.WriteLine($"{slots.Holders.Count} of {most} slots are taken.");
                SlotHolders.Write(slots.Holders, output);
            });
            return ExitCode.Ok;
        });
        return command;
    }

    /// <param name="Most">Slots of the agent; null before it connected for the first time.</param>
    private sealed record AgentSlotsView(int? Most, IReadOnlyList<SlotHolderView> Holders);
}
