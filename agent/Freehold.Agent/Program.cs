using System.CommandLine;
using Freehold.Agent.Checks;
using Freehold.Agent.Health;
using Freehold.Agent.Startup;
using Freehold.Hosting;

var run = new Command("run", "Connects to the control plane and runs the work that it hands out, until it is stopped.")
{
    // Settings have the form --section:key=value; an unknown one is refused together with all other problems.
    TreatUnmatchedTokensAsErrors = false,
};
run.SetAction((command, stopping) => FreeholdProgram.RunAsync(() => AgentHost.RunAsync([.. command.UnmatchedTokens], stopping)));

return await new RootCommand("Freehold's agent: runs jobs where the data lies.") { run, ReadyCommand.Create(), CheckCommand.Create() }.Parse(args).InvokeAsync();
