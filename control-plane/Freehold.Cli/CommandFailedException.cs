namespace Freehold.Cli;

/// <summary>A command cannot go on for a reason that a person can act on. Its message is all that they need to see.</summary>
/// <param name="exitCode">From <see cref="ExitCode"/>.</param>
/// <param name="message">What is wrong and what to do; may hold several lines.</param>
internal sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
