using Spectre.Console;

namespace Freehold.Cli.SignIn;

/// <summary>Where a token comes from. Never the command line: other users of the machine can read that.</summary>
internal static class TokenInput
{
    private const int MostCharacters = 8192;

    public static async Task<string> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        var token = (await ReadTextAsync(file, cancellationToken)).Trim();
        if (token.Length is > 0 and <= MostCharacters && token.All(character => character is > ' ' and < '\u007f'))
            return token;

        throw new CommandFailedException(ExitCode.Usage, $"{file ?? "The input"} holds no API token: one word was expected.");
    }

    private static async Task<string> ReadTextAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null && !Console.IsInputRedirected)
            return await new TextPrompt<string>("API token:").Secret(null).ShowAsync(OnTerminal(), cancellationToken);
        if (file is null)
            return await Console.In.ReadLineAsync(cancellationToken) ?? "";

        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"The token file cannot be read: {e.Message}");
        }
    }

    private static IAnsiConsole OnTerminal() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
