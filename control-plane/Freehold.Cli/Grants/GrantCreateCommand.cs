using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Jobs;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;
using Freehold.JobContract.Sealing;

namespace Freehold.Cli.Grants;

/// <summary><c>freehold grants create PREFIX --agent LABEL --access read|write</c>: asks, waits, opens, and prints variables.</summary>
internal static class GrantCreateCommand
{
    // The agent has two minutes; after that the request is void.
    private const int LongestWaits = 5;
    private const int SecondsAWait = 25;

    public static Command Create()
    {
        var prefix = new Argument<string>("prefix") { Description = "Where: s3://bucket/prefix/, az://account/container/prefix/ or gs://bucket/prefix/." };
        var agent = new Option<string>("--agent") { Description = "The agent that makes the credentials.", Required = true };
        var access = new Option<string>("--access") { Description = "read: list and read. write: write, and read nothing.", Required = true, HelpName = "read|write" };
        access.AcceptOnlyFromAmong("read", "write");
        var lifetime = new Option<string>("--lifetime") { Description = "15m to 12h; the agent's owner may allow less.", DefaultValueFactory = _ => "1h" };
        var file = new Option<string?>("--to") { Description = "Write the variables to this new file, readable by you alone, and do not print them." };
        var project = ProjectOption.Create();

        var command = new Command("create", "Ask an agent for credentials to a prefix; prints shell variables for the usual tools.")
        {
            prefix, agent, access, lifetime, file, project,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Before anything is asked for: it cannot be had a second time.
            if (parsed.GetValue(file) is { } taken && File.Exists(taken))
                throw new CommandFailedException(ExitCode.Usage, $"{taken} is there already; a file with credentials is never overwritten.");

            using var key = GrantKeyFile.ReadOrMake();
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var paths = ProjectOption.Paths(parsed, project);
            var answer = await api.PostAsync(
                paths.Grants,
                new
                {
                    agent = parsed.GetValue(agent),
                    access = parsed.GetValue(access),
                    prefix = parsed.GetValue(prefix),
                    lifetime = parsed.GetValue(lifetime),
                    recipientKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
                },
                cancellationToken);

            var grant = await AwaitAnswerAsync(api, paths, Json.Read<GrantView>(answer), cancellationToken);
            Show(grant, Open(grant, key), parsed, parsed.GetValue(file));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<GrantView> AwaitAnswerAsync(FreeholdApi api, JobPaths paths, GrantView grant, CancellationToken cancellationToken)
    {
        for (var wait = 0; grant.State == "requested" && wait < LongestWaits; wait++)
        {
            if (wait == 1)
                await Console.Error.WriteLineAsync($"Waiting for agent {grant.Agent}: freehold agents show {grant.Agent} says whether it is connected.");
            grant = Json.Read<GrantView>(await api.GetAsync(
                string.Create(CultureInfo.InvariantCulture, $"{paths.Grants}/{grant.Id}?wait={SecondsAWait}"), cancellationToken));
        }

        return grant.State switch
        {
            "issued" => grant,
            "refused" => throw new CommandFailedException(ExitCode.NotAllowed, $"{grant.Refusal?.Sentence} {grant.Refusal?.Remedy}"),
            _ => throw new CommandFailedException(ExitCode.Unreachable, $"Agent {grant.Agent} did not answer. Look at it: freehold agents show {grant.Agent}"),
        };
    }

    private static Dictionary<string, string> Open(GrantView grant, ECDiffieHellman key)
    {
        var context = GrantContext.Of(grant.Id, grant.Access, grant.Prefix);
        if (grant.Sealed is not { } box || !SealedBox.TryOpen(key, context, Convert.FromBase64String(box), out var message))
        {
            throw new CommandFailedException(ExitCode.NotAllowed,
                "What came back is not sealed for your key and this request: something on the way replaced it. Do not use it; tell whoever runs the agent.");
        }

        return JsonSerializer.Deserialize<Dictionary<string, string>>(message) ?? [];
    }

    private static void Show(GrantView grant, Dictionary<string, string> settings, ParseResult parsed, string? file)
    {
        var variables = GrantVariables.Of(settings);
        if (file is not null)
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(GrantVariables.AsShell(variables)));
            Console.Error.WriteLine($"Credentials to {grant.Access} {grant.Prefix} until {Quantities.Time(grant.ExpiresAt)} are in {file}.");
            return;
        }

        ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(variables), output => output.Write(GrantVariables.AsShell(variables)));
        Console.Error.WriteLine($"Good to {grant.Access} {grant.Prefix} until {Quantities.Time(grant.ExpiresAt)}.");
    }
}
