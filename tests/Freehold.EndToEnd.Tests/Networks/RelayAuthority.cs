using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Freehold.EndToEnd.Tests.Networks;

/// <summary>A certificate for this host, by loopback and by cable, that vouches for itself: whoever is told to trust it trusts the relay.</summary>
internal sealed class RelayAuthority : IDisposable
{
    public RelayAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Freehold test relay", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(TwoHosts.Here);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        KeyPem = key.ExportPkcs8PrivateKeyPem();
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    public X509Certificate2 Certificate { get; }

    public string KeyPem { get; }

    public string Pem => Certificate.ExportCertificatePem();

    public void Dispose() => Certificate.Dispose();
}
