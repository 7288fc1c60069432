using System.Security.Cryptography;
using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.State;
using Freehold.Hosting;

namespace Freehold.ControlPlane.Identity;

/// <summary>The key that signs agent tokens.</summary>
internal static class SigningKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Reads the configured key, or the one of the state directory, which is made when it is not there.</summary>
    /// <exception cref="StartRefusedException">The file holds something else.</exception>
    public static ECDsa Load(IdentityOptions identity, DatabaseOptions database)
    {
        var file = identity.SigningKeyFile ?? database.StatePath("agent-tokens.key");
        if (!File.Exists(file))
            return Make(file);

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            if (key.ExportParameters(includePrivateParameters: true) is { D: not null, Curve.Oid.Value: P256 })
                return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // Told below: what the file holds is no business of a message.
        }

        key.Dispose();
        throw new StartRefusedException(ExitCodes.Configuration,
            $"The signing key {file} must be a PEM file with a P-256 private key (openssl ecparam -name prime256v1 -genkey -noout).");
    }

    private static ECDsa Make(string file)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        StateFile.WritePrivate(file, key.ExportPkcs8PrivateKeyPem());
        return key;
    }
}
