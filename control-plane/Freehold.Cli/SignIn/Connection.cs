namespace Freehold.Cli.SignIn;

/// <summary>Which control plane, as whom.</summary>
/// <param name="Server">Base address; <c>https</c>, or <c>http</c> on this machine only.</param>
/// <param name="Token">API token. Never printed.</param>
/// <param name="CaFile">PEM file of the only CA to trust. Null: the machine's.</param>
internal sealed record Connection(Uri Server, string Token, string? CaFile)
{
    /// <summary>Reads an address as people type it.</summary>
    /// <exception cref="CommandFailedException">It is no address to send a token to.</exception>
    public static Uri ParseServer(string text)
    {
        var typed = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (!Uri.TryCreate(typed.TrimEnd('/') + "/", UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
            throw new CommandFailedException(ExitCode.Usage, $"'{text}' is not an address such as https://freehold.example.com");

        if (server.Scheme is "http" && !server.IsLoopback)
            throw new CommandFailedException(ExitCode.Usage, $"A token is not sent over plain http to {server.Host}. Use https.");

        return server;
    }
}
