using System.CommandLine;
using System.Runtime.InteropServices;
using Freehold.JobContract.Connections;
using Freehold.Worker.Children;
using Freehold.Worker.Narrowing;
using Freehold.Worker.Run;
using Freehold.Worker.Stages;

var document = new Argument<string>("document") { Description = "The job document, YAML or JSON." };
var jobId = new Option<string?>("--job-id") { Description = "Id of the job; a new one is made without it." };
var attempt = new Option<int>("--attempt") { Description = "Number of the attempt, from 1.", DefaultValueFactory = _ => 1 };
var workFolder = new Option<string?>("--work-folder") { Description = "Folder for scratch files." };
var set = new Option<string[]>("--set") { Description = "Sets a key of the document, for example spec.csv.delimiter=;." };
var resultTo = new Option<string?>("--result-to") { Description = "File that gets the last line of the report, where that has 4,096 bytes at most." };
var runBelow = new Option<long?>("--run-below") { Description = "Runs the whole job at once if it has one task, or inputs of so many bytes at most together." };
var index = new Option<int>("--index") { Description = "Which index, from 0; else JOB_COMPLETION_INDEX says so.", DefaultValueFactory = CommandLineRules.IndexOfEnvironment };
var tryNumber = new Option<int>("--try") { Description = "Which try of the index it is, from 1; else FREEHOLD_TASK_FAILURES has the number of those before.", DefaultValueFactory = CommandLineRules.TryOfEnvironment };
var givenUp = new Option<string[]>("--given-up") { Description = "An index that is not tried any more, and why, for example 3=oom_killed." };
var abandon = new Option<bool>("--abandon") { Description = "Commits nothing, and removes what the tasks have left." };

jobId.Validators.Add(CommandLineRules.JobId);
attempt.Validators.Add(CommandLineRules.Attempt);
set.Validators.Add(CommandLineRules.Overrides);
index.Validators.Add(CommandLineRules.Index);
tryNumber.Validators.Add(CommandLineRules.Try);
givenUp.Validators.Add(CommandLineRules.GivenUp);

using var stopping = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

Option[] all = [jobId, attempt, workFolder, set, resultTo];

var run = new Command("run", "Runs a job here, without a control plane.") { document };
run.SetAction((parsed, _) => RunAsync(parsed, new JobPart.Whole()));

var plan = new Command("plan", "Lists the inputs of a job as its tasks, in the output's store, and says how many there are.") { document, runBelow };
plan.SetAction((parsed, _) => RunAsync(parsed, new JobPart.Plan(parsed.GetValue(runBelow))));

var task = new Command("task", "Does the tasks of one index of a planned job.") { document, index, tryNumber };
task.SetAction((parsed, _) => RunAsync(parsed, new JobPart.OneIndex(parsed.GetRequiredValue(index), parsed.GetValue(tryNumber))));

var commit = new Command("commit", "Makes the output of a job of what its tasks have left.") { document, givenUp, abandon };
commit.SetAction((parsed, _) => RunAsync(parsed, parsed.GetValue(abandon) ? new JobPart.Abandon() : new JobPart.Commit(GivenUpIndexes.Parse(parsed.GetValue(givenUp) ?? []))));

task.Validators.Add(command => CommandLineRules.NeedsJobId(command, jobId));
commit.Validators.Add(command => CommandLineRules.NeedsJobId(command, jobId));
foreach (var verb in new[] { run, plan, task, commit })
{
    foreach (var option in all)
        verb.Add(option);
}

var child = new Command("child", "A child of run or task: does the tasks that it is told on standard input.") { Hidden = true };
child.SetAction((_, _) => new ChildCommand(Console.OpenStandardInput(), Console.OpenStandardOutput()).RunAsync(CancellationToken.None));

var narrow = new Command("narrow", "For the agent: makes short-lived credentials of the connections in the environment.") { Hidden = true };
narrow.SetAction((_, _) => new NarrowCommand(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error, TimeProvider.System)
    .RunAsync(ConnectionEnvironment.Read(Environment.GetEnvironmentVariables(), []), stopping.Token));

var commandLine = new RootCommand("Freehold's worker: runs one job on data and exits.") { run, plan, task, commit, child, narrow }.Parse(args);
if (commandLine.Errors.Count == 0)
    return await commandLine.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

foreach (var error in commandLine.Errors)
    await Console.Error.WriteLineAsync(error.Message);
return ExitCode.Usage;

Task<int> RunAsync(ParseResult parsed, JobPart part) => new RunCommand(Console.OpenStandardOutput(), Console.Error, TimeProvider.System, ownsProcess: true).RunAsync(
    new RunArguments(
        parsed.GetRequiredValue(document),
        parsed.GetValue(jobId),
        parsed.GetValue(attempt),
        parsed.GetValue(workFolder),
        [.. (parsed.GetValue(set) ?? []).Select(DocumentOverride.Parse).OfType<DocumentOverride>()])
    {
        Part = part,
        ResultPath = parsed.GetValue(resultTo),
    },
    stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // a run ends by itself, after it has cleaned up; a child is ended by its coordinator alone
    stopping.Cancel();
}
