using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace k8s;

/// <summary>Whom the client believes to be the server, and the certificate that it shows itself.</summary>
internal sealed class ServerTrust(KubernetesClientConfiguration config) : IDisposable
{
    private readonly X509Certificate2 _shown = ReadClientCertificate(config);

    public void Apply(SslClientAuthenticationOptions tls)
    {
        if (config.SkipTlsVerify)
        {
#pragma warning disable CA5359 // Asked for by name: insecure-skip-tls-verify.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (config.SslCaCerts is { Count: > 0 } authorities)
        {
            // In place of the system's authorities, not besides them. Names and dates are checked as always.
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (_shown is not null)
            tls.ClientCertificates = [_shown];
    }

    public void Dispose() => _shown?.Dispose();

    private static X509Certificate2 ReadClientCertificate(KubernetesClientConfiguration config)
    {
        var certificate = Text(config.ClientCertificateData, config.ClientCertificateFilePath);
        var key = Text(config.ClientCertificateKeyData, config.ClientKeyFilePath);
        if (certificate is null || key is null)
            return null;

        using var read = X509Certificate2.CreateFromPem(certificate, key);
        // A key that came from PEM text is ephemeral, and some TLS stacks only take one that was imported.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
    }

    private static string Text(string data, string path) =>
        !string.IsNullOrWhiteSpace(data) ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : !string.IsNullOrWhiteSpace(path) ? File.ReadAllText(path)
        : null;
}
