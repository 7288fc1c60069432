namespace Freehold.Hosting;

/// <summary>The outermost frame of a service.</summary>
public static class FreeholdProgram
{
    /// <summary>
    /// Runs the program to its end. A refused start is told on standard error, every other exception is a bug and leaves
    /// the process with its stack trace.
    /// </summary>
    /// <returns>The exit code: 0, or that of the <see cref="StartRefusedException"/>.</returns>
    public static async Task<int> RunAsync(Func<Task> program)
    {
        try
        {
            await program();
            return ExitCodes.Ok;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
    }
}
