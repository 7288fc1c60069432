namespace Freehold.Cli.SignIn;

/// <summary>Who is calling: the environment for scripts, else what <c>freehold login</c> remembered.</summary>
internal static class CurrentSignIn
{
    /// <exception cref="CommandFailedException">Nobody is signed in.</exception>
    public static Connection Connection()
    {
        var server = Variable("FREEHOLD_URL");
        var token = Variable("FREEHOLD_TOKEN");
        var caFile = Variable("FREEHOLD_CA_FILE");

        if (server is not null)
        {
            // Never the remembered token: it belongs to another server.
            return new(SignIn.Connection.ParseServer(server), token ?? throw NotSignedIn("FREEHOLD_URL is set, but FREEHOLD_TOKEN is not."), caFile);
        }

        var remembered = SignInFile.Read() ?? throw NotSignedIn("You are not signed in.");
        return new(SignIn.Connection.ParseServer(remembered.Server), token ?? remembered.Token, caFile ?? remembered.CaFile);
    }

    /// <summary>The project that commands work on when none is named.</summary>
    public static string Project() => Variable("FREEHOLD_PROJECT") ?? (Variable("FREEHOLD_URL") is null ? SignInFile.Read()?.Project : null) ?? "default";

    private static CommandFailedException NotSignedIn(string what) =>
        new(ExitCode.NotAllowed, $"{what} Sign in with: freehold login URL, or set FREEHOLD_URL and FREEHOLD_TOKEN.");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
