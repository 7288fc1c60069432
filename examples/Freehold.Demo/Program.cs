using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Freehold.Demo;
using Freehold.Demo.Showcase;

[assembly: SupportedOSPlatform("linux")]

// Ctrl-C and `kill` end both in good order: whatever was started is stopped.
using var stopping = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var repository = Repository.Find();
    return args switch
    {
        ["demo"] => await DemoRun.RunAsync(repository, stopping.Token),
        ["up"] => await UpRun.RunAsync(repository, stopping.Token),
        _ => Usage(),
    };
}
catch (DemoFailedException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}

static int Usage()
{
    Console.Error.WriteLine("freehold-demo demo: runs a job on the baseball example, checks the result and stops");
    Console.Error.WriteLine("freehold-demo up: runs a control plane and an agent until Ctrl-C");
    return 2;
}
