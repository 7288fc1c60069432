using System.CommandLine;
using System.Runtime.InteropServices;
using Freehold.JobContract.Connections;
using Freehold.Worker.Children;
using Freehold.Worker.Narrowing;
using Freehold.Worker.Run;

var document = new Argument<string>("document") { Description = "The job document, YAML or JSON." };
var jobId = new Option<string?>("--job-id") { Description = "Id of the job; a new one is made without it." };
var attempt = new Option<int>("--attempt") { Description = "Number of the attempt, from 1.", DefaultValueFactory = _ => 1 };
var workFolder = new Option<string?>("--work-folder") { Description = "Folder for scratch files." };
var set = new Option<string[]>("--set") { Description = "Sets a key of the document, for example spec.csv.delimiter=;." };

jobId.Validators.Add(CommandLineRules.JobId);
attempt.Validators.Add(CommandLineRules.Attempt);
set.Validators.Add(CommandLineRules.Overrides);

using var stopping = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

var run = new Command("run", "Runs a job here, without a control plane.") { document, jobId, attempt, workFolder, set };
run.SetAction((parsed, _) => new RunCommand(Console.OpenStandardOutput(), Console.Error, TimeProvider.System, ownsProcess: true).RunAsync(
    new RunArguments(
        parsed.GetRequiredValue(document),
        parsed.GetValue(jobId),
        parsed.GetValue(attempt),
        parsed.GetValue(workFolder),
        [.. (parsed.GetValue(set) ?? []).Select(DocumentOverride.Parse).OfType<DocumentOverride>()]),
    stopping.Token));

var task = new Command("task", "A child of run: does the tasks that it is told on standard input.") { Hidden = true };
task.SetAction((_, _) => new TaskCommand(Console.OpenStandardInput(), Console.OpenStandardOutput()).RunAsync(CancellationToken.None));

var narrow = new Command("narrow", "For the agent: makes short-lived credentials of the connections in the environment.") { Hidden = true };
narrow.SetAction((_, _) => new NarrowCommand(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error, TimeProvider.System)
    .RunAsync(ConnectionEnvironment.Read(Environment.GetEnvironmentVariables(), []), stopping.Token));

var commandLine = new RootCommand("Freehold's worker: runs one job on data and exits.") { run, task, narrow }.Parse(args);
if (commandLine.Errors.Count == 0)
    return await commandLine.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

foreach (var error in commandLine.Errors)
    await Console.Error.WriteLineAsync(error.Message);
return ExitCode.Usage;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // a run ends by itself, after it has cleaned up; a child is ended by its coordinator alone
    stopping.Cancel();
}
