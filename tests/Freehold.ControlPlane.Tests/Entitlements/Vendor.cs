using System.Security.Cryptography;
using System.Text;
using Freehold.ControlPlane.Entitlements;
using Freehold.Testing;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Tests.Entitlements;

/// <summary>Signs entitlements.</summary>
internal sealed class Vendor : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Vendor() => File.WriteAllText(KeyFile, _key.ExportSubjectPublicKeyInfoPem());

    public string KeyFile => _folder["vendor.pem"];

    /// <summary>A document of the organization <c>default</c> with these members besides.</summary>
    public static byte[] Document(string members) =>
        Encoding.UTF8.GetBytes($$"""{"format": 1, "id": "2026-0042", "organization": "default"{{(members.Length == 0 ? "" : ", ")}}{{members}}}""");

    public byte[] Sign(byte[] document) => _key.SignData(document, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>The body of a request that brings it.</summary>
    public object Delivered(string members) => new
    {
        document = Convert.ToBase64String(Document(members)),
        signature = Convert.ToBase64String(Sign(Document(members))),
    };

    public EntitlementKeys Keys() => new(Options.Create(new EntitlementOptions { KeyFiles = [KeyFile] }));

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }
}
