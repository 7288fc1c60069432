using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Freehold.Cli.SignIn;

/// <summary>Which certificates count as the control plane's.</summary>
internal static class ServerTrust
{
    public static SocketsHttpHandler CreateHandler(Connection connection)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // A dead peer on a quiet watch is noticed without the server's help.
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        };

        if (connection.CaFile is { } caFile)
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = OnlyTrust(caFile) };
        return handler;
    }

    private static X509ChainPolicy OnlyTrust(string caFile)
    {
        // A private CA seldom publishes revocation lists where the client can read them.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(caFile);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"The CA file {caFile} cannot be read as PEM certificates.");
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new CommandFailedException(ExitCode.Usage, $"The CA file {caFile} holds no certificate.");
    }
}
