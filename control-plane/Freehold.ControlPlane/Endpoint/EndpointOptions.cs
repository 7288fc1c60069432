using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Endpoint;

/// <summary>The one HTTPS endpoint, for REST and agents alike. Section <c>Endpoint</c>.</summary>
public sealed class EndpointOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Endpoint";

    /// <summary>
    /// Address to listen on: <c>https</c>, an IP address or <c>localhost</c>, a port (0: any free one). Default
    /// <c>https://127.0.0.1:8443</c>.
    /// </summary>
    public Uri Listen { get; init; } = new("https://127.0.0.1:8443");

    /// <summary>Address by which agents and people reach it, where that is another one. Default the one listened on.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>
    /// PEM file of the server's certificate, followed by intermediate ones. Default, with a database of our own only: a
    /// certificate of a private authority made in the state directory, whose <c>ca.pem</c> agents and the CLI are given.
    /// </summary>
    public string? Certificate { get; init; }

    /// <summary>PEM file of its private key. Required with <see cref="Certificate"/>.</summary>
    public string? Key { get; init; }
}

internal sealed class EndpointOptionsValidator : IValidateOptions<EndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, EndpointOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (options.Listen is not { Scheme: "https", AbsolutePath: "/" } || !EndpointAddress.TryParse(options.Listen, out _))
            problems.AddError("must be an https address with an IP address or localhost and a port, such as https://0.0.0.0:8443",
                nameof(options.Listen));

        if (options.PublicAddress is { } address && address is not { Scheme: "https", AbsolutePath: "/" })
            problems.AddError("must be an https address without a path", nameof(options.PublicAddress));

        foreach (var (key, file) in new[] { (nameof(options.Certificate), options.Certificate), (nameof(options.Key), options.Key) })
        {
            if (file is not null && !File.Exists(file))
                problems.AddError("names a file that is not there", key);
        }

        if (options.Certificate is null != options.Key is null)
            problems.AddError("must be given together with the other", $"{nameof(options.Certificate)}, {nameof(options.Key)}");

        return problems.Build();
    }
}
