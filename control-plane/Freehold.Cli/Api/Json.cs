using System.Text.Json;

namespace Freehold.Cli.Api;

/// <summary>How the API writes JSON: camelCase; keys that this version does not know are left alone.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>Reads one of the API's documents.</summary>
    /// <exception cref="CommandFailedException">The server answered with something else.</exception>
    public static T Read<T>(JsonElement element)
    {
        try
        {
            return element.Deserialize<T>(Options) ?? throw NotOurs();
        }
        catch (JsonException)
        {
            throw NotOurs();
        }
    }

    private static CommandFailedException NotOurs() =>
        new(ExitCode.Unreachable, "The server's answer is not what a Freehold control plane sends. Check the address, and that this program is not older than the server.");
}
