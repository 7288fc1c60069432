using Microsoft.Extensions.Options;

namespace Freehold.Agent.Connection;

/// <summary>The token that the agent shows. Nothing but the call's header ever gets it.</summary>
internal sealed class AgentToken(IOptions<ControlPlaneOptions> options)
{
    private const int MaxLength = 16 * 1024;

    /// <summary>Reads the token anew: a file may have been replaced since the last connect.</summary>
    /// <exception cref="CannotDialException">There is none, or something that is no token.</exception>
    public string Read()
    {
        var token = options.Value.TokenFile is { } file ? ReadFile(file) : options.Value.Token!;
        token = token.Trim();

        // Anything else could not stand in a header, and the failure would quote it.
        return token.Length is > 0 and <= MaxLength && token.All(character => character is > ' ' and <= '~')
            ? token
            : throw new CannotDialException(StreamEnding.TokenUnusable);
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotDialException(StreamEnding.TokenUnusable);
        }
    }
}
