using Microsoft.Extensions.Options;

namespace Freehold.Agent.Connection;

/// <summary>Where the control plane is and how it is reached. Section <c>ControlPlane</c>.</summary>
public sealed class ControlPlaneOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "ControlPlane";

    /// <summary>Address of the control plane, for example <c>https://freehold.example:443</c>. Required; <c>https</c> only.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>
    /// File that holds the agent's token. Read again at every connect, so a new token needs no restart. This or
    /// <see cref="Token"/> is required.
    /// </summary>
    public string? TokenFile { get; init; }

    /// <summary>The agent's token itself. Give it by environment, never on the command line, which other users can see.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// PEM file of the certificate authorities that may vouch for the control plane, in place of the system's. Read again at
    /// every connect. Default none: the system's are trusted.
    /// </summary>
    public string? CaFile { get; init; }

    /// <summary>
    /// HTTP proxy to tunnel through (CONNECT), for example <c>http://user:password@proxy:3128</c>. Used for every connection.
    /// Default: the one of the environment (<c>HTTPS_PROXY</c>, unless <c>NO_PROXY</c> names the endpoint), else none.
    /// </summary>
    public Uri? Proxy { get; init; }

    /// <summary>How long connecting may take, TLS included. Default 15 s; 1 s to 2 min.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Silence after which the agent drops a stream that has not said its own setting yet; HTTP/2 pings find a dead peer in less.
    /// Default 30 s; 2 s to 5 min.
    /// </summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);
}

internal sealed class ControlPlaneOptionsValidator : IValidateOptions<ControlPlaneOptions>
{
    public ValidateOptionsResult Validate(string? name, ControlPlaneOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.Endpoint is null)
            problems.AddError($"{nameof(options.Endpoint)} is required: the address of the control plane, for example https://freehold.example:443");
        else if (options.Endpoint.Scheme != Uri.UriSchemeHttps)
            problems.AddError($"{nameof(options.Endpoint)} must begin with https://: the agent sends its token only over TLS");
        else if (options.Endpoint is not { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" })
            problems.AddError($"{nameof(options.Endpoint)} must be a host and a port without path, query and user");

        if (string.IsNullOrEmpty(options.Token) == string.IsNullOrEmpty(options.TokenFile))
            problems.AddError($"either {nameof(options.TokenFile)} or {nameof(options.Token)} is required, not both: the token that the control plane gave for this agent");

        if (options.CaFile is { } file && !File.Exists(file))
            problems.AddError($"{nameof(options.CaFile)}: there is no file {file}");

        if (options.Proxy is { } proxy && (proxy.Scheme != Uri.UriSchemeHttp || proxy.AbsolutePath != "/" || proxy.Query.Length > 0))
            problems.AddError($"{nameof(options.Proxy)} must have the form http://[user:password@]host:port");

        if (options.ConnectTimeout < TimeSpan.FromSeconds(1) || options.ConnectTimeout > TimeSpan.FromMinutes(2))
            problems.AddError($"{nameof(options.ConnectTimeout)} must be from 1s to 2m");

        if (options.Silence < TimeSpan.FromSeconds(2) || options.Silence > TimeSpan.FromMinutes(5))
            problems.AddError($"{nameof(options.Silence)} must be from 2s to 5m");

        return problems.Build();
    }
}
