using System.Text.Json;
using Freehold.Cli.Api;

namespace Freehold.Cli.SignIn;

/// <summary>What <c>freehold login</c> remembers.</summary>
internal sealed record SignedIn(string Server, string Token, string? CaFile, string? Project);

/// <summary>
/// The file that holds the sign-in: <c>$XDG_CONFIG_HOME/freehold/config.json</c>, or where <c>FREEHOLD_CONFIG</c> says.
/// Only its owner can read it.
/// </summary>
internal static class SignInFile
{
    public static string Path
    {
        get
        {
            if (Environment.GetEnvironmentVariable("FREEHOLD_CONFIG") is { Length: > 0 } chosen)
                return System.IO.Path.GetFullPath(chosen);

            // ApplicationData is $XDG_CONFIG_HOME, or ~/.config.
            var folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return System.IO.Path.Combine(folder, "freehold", "config.json");
        }
    }

    /// <returns>Null when nobody has signed in.</returns>
    public static SignedIn? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<SignedIn>(File.ReadAllText(Path), Json.Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{Path} cannot be read. Sign in again: freehold login URL");
        }
    }

    /// <summary>Replaces the file in one step: it is never there half written, nor readable by others for a moment.</summary>
    public static void Write(SignedIn signedIn)
    {
        var part = $"{Path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            PrivateFile.Write(part, JsonSerializer.SerializeToUtf8Bytes(signedIn, Json.Options));
            File.Move(part, Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{Path} cannot be written: {e.Message}");
        }
    }
}
