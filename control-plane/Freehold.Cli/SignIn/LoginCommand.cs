using System.CommandLine;
using Freehold.Cli.Api;

namespace Freehold.Cli.SignIn;

/// <summary><c>freehold login URL</c>: checks a token with the control plane and remembers both.</summary>
internal static class LoginCommand
{
    public static Command Create()
    {
        var server = new Argument<string>("url") { Description = "Address of the control plane." };
        var caFile = new Option<string?>("--ca-file") { Description = "PEM file of the control plane's private CA; nothing else is trusted then." };
        var tokenFile = new Option<string?>("--token-file") { Description = "File that holds the API token. Without it: standard input, or a prompt." };

        var command = new Command("login", "Sign in to a control plane with an API token.") { server, caFile, tokenFile };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(server), parsed.GetValue(caFile), parsed.GetValue(tokenFile), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string server, string? caFile, string? tokenFile, CancellationToken cancellationToken)
    {
        var connection = new Connection(
            Connection.ParseServer(server),
            await TokenInput.ReadAsync(tokenFile, cancellationToken),
            caFile is null ? null : Path.GetFullPath(caFile));

        using var api = new FreeholdApi(connection);
        var me = Json.Read<MeView>(await api.GetAsync("me", cancellationToken));

        var project = me.Projects is [var only] ? only : null;
        SignInFile.Write(new(connection.Server.ToString(), connection.Token, connection.CaFile, project));
        Console.Error.WriteLine($"Signed in to {connection.Server.GetLeftPart(UriPartial.Authority)} as {me.Role} of {me.Organization}.");
        return ExitCode.Ok;
    }
}
