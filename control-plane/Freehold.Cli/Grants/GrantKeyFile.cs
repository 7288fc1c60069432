using System.Security.Cryptography;
using System.Text;
using Freehold.Cli.SignIn;

namespace Freehold.Cli.Grants;

/// <summary>
/// The key pair that grants are sealed for: <c>grant-key.pem</c> beside the sign-in, made when first needed and kept, so that
/// an agent's owner can trust it by its fingerprint.
/// </summary>
internal static class GrantKeyFile
{
    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="CommandFailedException">The file is none of ours, or cannot be read or written.</exception>
    public static ECDiffieHellman ReadOrMake()
    {
        var path = Path.Combine(Path.GetDirectoryName(SignInFile.Path)!, "grant-key.pem");
        var key = ECDiffieHellman.Create();
        try
        {
            if (File.Exists(path))
            {
                key.ImportFromPem(File.ReadAllText(path));
                return key;
            }

            key.GenerateKey(ECCurve.NamedCurves.nistP256);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            PrivateFile.Write(path, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new CommandFailedException(ExitCode.Usage, $"{path} cannot be used as the key of grants. Move it away; a new one is made.");
        }
    }

    /// <summary>What an agent's owner writes into <c>Grants:Recipients</c>: SHA-256 of the public key, 64 hex digits.</summary>
    public static string Fingerprint(ECDiffieHellman key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
}
