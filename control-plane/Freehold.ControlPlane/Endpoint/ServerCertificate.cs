using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.ControlPlane.Database;
using Freehold.Hosting;

namespace Freehold.ControlPlane.Endpoint;

/// <summary>The certificate that the endpoint shows.</summary>
/// <param name="Server">With its private key.</param>
/// <param name="Intermediates">Sent along, so that clients who know only the root can follow.</param>
internal sealed record ServerCertificate(X509Certificate2 Server, X509Certificate2Collection Intermediates)
{
    /// <summary>Reads the configured one, or has one made in the state directory.</summary>
    /// <exception cref="StartRefusedException">The configured files are no certificate and key.</exception>
    public static ServerCertificate Load(EndpointOptions endpoint, DatabaseOptions database, TimeProvider time)
    {
        if (endpoint is not { Certificate: { } certificate, Key: { } key })
        {
            var authority = new PrivateAuthority(database.StatePath(""), time);
            return new(authority.ServerCertificate(NamesOf(endpoint)), []);
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            return new(X509Certificate2.CreateFromPemFile(certificate, key), chain);
        }
        catch (CryptographicException)
        {
            throw new StartRefusedException(ExitCodes.Configuration,
                "Endpoint:Certificate and Endpoint:Key must be PEM files of a certificate and of its own private key, not encrypted.");
        }
    }

    private static HashSet<string> NamesOf(EndpointOptions endpoint)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "::1", Dns.GetHostName() };
        if (EndpointAddress.TryParse(endpoint.Listen, out var listen) && !listen!.Address.Equals(IPAddress.Any) && !listen.Address.Equals(IPAddress.IPv6Any))
            names.Add(listen.Address.ToString());
        if (endpoint.PublicAddress is { } address)
            names.Add(address.Host.Trim('[', ']'));
        return names;
    }
}
