using System.Security.Cryptography;

namespace Freehold.EmbeddedPostgres;

/// <summary>The password of the server's only role, in a file that only we can read.</summary>
internal static class ServerPassword
{
    public static string ReadOrMake(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, "postgres.password");
        if (File.Exists(path))
            return File.ReadAllText(path).Trim();

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Write(path, password);
        return password;
    }

    /// <summary>Writes it for us alone, from the first byte on.</summary>
    public static void Write(string path, string password)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new StreamWriter(path, options);
        file.WriteLine(password);
    }
}
