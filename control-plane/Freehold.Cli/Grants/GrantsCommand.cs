using System.CommandLine;
using System.Text.Json;
using Freehold.Cli.Api;
using Freehold.Cli.Jobs;
using Freehold.Cli.Output;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Grants;

/// <summary><c>freehold grants create|list|key</c>.</summary>
internal static class GrantsCommand
{
    public static Command Create() =>
        new("grants", "Get short-lived credentials to a part of a store from an agent.") { GrantCreateCommand.Create(), List(), Key() };

    private static Command List()
    {
        var project = ProjectOption.Create();
        var command = new Command("list", "List grants, newest first.") { project };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = new FreeholdApi(CurrentSignIn.Connection());
            var grants = await Pages.ReadAsync(api, ProjectOption.Paths(parsed, project).Grants, "", atMost: 1_000, cancellationToken);
            ResultWriter.Write(OutputOption.Of(parsed), JsonSerializer.SerializeToElement(grants), output => WriteTable(output, grants));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Key()
    {
        var command = new Command("key", "Show the fingerprint of your key, for the agent's setting Grants:Recipients.");
        command.SetAction(_ =>
        {
            using var key = GrantKeyFile.ReadOrMake();
            Console.Out.WriteLine(GrantKeyFile.Fingerprint(key));
        });
        return command;
    }

    private static void WriteTable(TextWriter output, IReadOnlyList<JsonElement> grants)
    {
        var table = new TextTable("ID", "STATE", "AGENT", "ACCESS", "PREFIX", "BY", "ASKED", "ENDS");
        foreach (var grant in grants.Select(Json.Read<GrantView>))
        {
            table.Add($"{grant.Id}", grant.State, grant.Agent, grant.Access, grant.Prefix, grant.RequestedBy,
                Quantities.Time(grant.RequestedAt), Quantities.Time(grant.ExpiresAt));
        }

        table.WriteTo(output);
    }
}
