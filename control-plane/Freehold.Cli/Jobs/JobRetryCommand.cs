using System.CommandLine;
using Freehold.Cli.Api;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Jobs;

/// <summary><c>freehold jobs retry ID</c>.</summary>
internal static class JobRetryCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The id of a job that has ended and did not succeed." };
        var options = new NewJobOptions();

        var command = new Command("retry", "Try again, as a new job, what a job did not do.") { id };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = options.Paths(parsed).Retry(parsed.GetRequiredValue(id));
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            return await options.RunAsync(parsed, api, () => new(HttpMethod.Post, path), cancellationToken);
        });
        return command;
    }
}
