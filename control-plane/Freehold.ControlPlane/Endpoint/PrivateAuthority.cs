using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.ControlPlane.State;

namespace Freehold.ControlPlane.Endpoint;

/// <summary>
/// A certificate authority of our own and the server certificate that it signs, for trying out: <c>ca.pem</c> (to be given
/// to agents and the CLI), <c>ca.key</c>, <c>server.pem</c> and <c>server.key</c> in the state directory.
/// </summary>
internal sealed class PrivateAuthority(string stateDirectory, TimeProvider time)
{
    private static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private string CertificateFile => Path.Combine(stateDirectory, "server.pem");

    private string KeyFile => Path.Combine(stateDirectory, "server.key");

    /// <summary>The authority's certificate, for those who have to trust it.</summary>
    public static string AuthorityFileIn(string stateDirectory) => Path.Combine(stateDirectory, "ca.pem");

    /// <summary>The server's certificate: the one that is there if it is good for a month and all names, else a new one.</summary>
    public X509Certificate2 ServerCertificate(IReadOnlyCollection<string> names)
    {
        using var authority = ReadOrMakeAuthority();
        if (ReadServer(authority, names) is { } current)
            return current;

        var now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Freehold control plane", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        request.CertificateExtensions.Add(SubjectNames(names));

        using var signed = request.Create(authority, now.AddMinutes(-5), now + ServerLifetime, RandomNumberGenerator.GetBytes(16));
        StateFile.WritePrivate(KeyFile, key.ExportPkcs8PrivateKeyPem());
        StateFile.WritePublic(CertificateFile, signed.ExportCertificatePem());
        return signed.CopyWithPrivateKey(key);
    }

    private X509Certificate2 ReadOrMakeAuthority()
    {
        var certificateFile = AuthorityFileIn(stateDirectory);
        var keyFile = Path.Combine(stateDirectory, "ca.key");
        if (File.Exists(certificateFile) && File.Exists(keyFile))
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);

        var now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Freehold private authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        var authority = request.CreateSelfSigned(now.AddMinutes(-5), now + AuthorityLifetime);
        StateFile.WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem());
        StateFile.WritePublic(certificateFile, authority.ExportCertificatePem());
        return authority;
    }

    private X509Certificate2? ReadServer(X509Certificate2 authority, IReadOnlyCollection<string> names)
    {
        if (!File.Exists(CertificateFile) || !File.Exists(KeyFile))
            return null;

        var server = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
        var good = server.NotAfter.ToUniversalTime() > (time.GetUtcNow() + RenewBefore).UtcDateTime
            && server.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
            && names.All(name => server.MatchesHostname(name, allowWildcards: false, allowCommonName: false));
        if (good)
            return server;

        server.Dispose();
        return null;
    }

    private static X509Extension SubjectNames(IReadOnlyCollection<string> names)
    {
        var extension = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                extension.AddIpAddress(address);
            else
                extension.AddDnsName(name);
        }

        return extension.Build();
    }
}
