using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.Entitlements;

/// <summary>The vendor's public keys, as the settings name them.</summary>
internal sealed class EntitlementKeys(IOptions<EntitlementOptions> options) : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>None: entitlements are not asked for.</summary>
    public IReadOnlyList<ECDsa> Keys { get; } = [.. options.Value.KeyFiles.Select(TryRead).OfType<ECDsa>()];

    /// <returns>Null when the file holds no such key.</returns>
    public static ECDsa? TryRead(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(System.IO.File.ReadAllText(file));
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
                return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // Told by who asked.
        }

        key.Dispose();
        return null;
    }

    public void Dispose()
    {
        foreach (var key in Keys)
            key.Dispose();
    }
}
