// Demo and Up: examples/Freehold.Demo starts the product's programs and stops them again.
using System.Runtime.InteropServices;

void RunStack(string verb)
{
    var program = IO.Path.Combine(Root, "artifacts", "bin", "Freehold.Demo", "release", "freehold-demo");
    using var stack = Process.Start(StartOf(program, new[] { verb }));

    // Ctrl-C reaches the stack too, but `kill` of this process alone would not: it is passed on, and then waited for.
    void PassOn(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (!stack.HasExited)
            RunForExitCode("kill", new[] { "-TERM", stack.Id.ToString() });
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, PassOn);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, PassOn);
    stack.WaitForExit();

    if (stack.ExitCode != 0)
        throw new CakeException(stack.ExitCode, $"{verb} ended with exit code {stack.ExitCode}");
}
