using System.CommandLine;
using Freehold.Cli;
using Freehold.Cli.Agents;
using Freehold.Cli.Entitlements;
using Freehold.Cli.Grants;
using Freehold.Cli.Jobs;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

var root = new RootCommand("Freehold: submit jobs to a control plane and follow them.")
{
    OutputOption.Instance,
    LoginCommand.Create(),
    SubmitCommand.Create(),
    ValidateCommand.Create(),
    ProfileCommand.Create(),
    JobsCommand.Create(),
    AgentsCommand.Create(),
    GrantsCommand.Create(),
    EntitlementCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine($"See: {CommandPath.Of(parsed)} --help");
    return ExitCode.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandFailedException e)
{
    Console.Error.WriteLine(e.Message);
    return e.ExitCode;
}
catch (OperationCanceledException)
{
    return ExitCode.Interrupted;
}
