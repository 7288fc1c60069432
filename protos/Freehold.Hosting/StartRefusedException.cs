namespace Freehold.Hosting;

/// <summary>
/// The program cannot start, and a person has to know why. The message is the whole answer: it goes to standard error
/// without a stack trace, so it names what is wrong and what to do, and holds no secret.
/// </summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="message">One line, or several for several problems.</param>
public sealed class StartRefusedException(int exitCode, string message) : Exception(message)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; } = exitCode;
}
