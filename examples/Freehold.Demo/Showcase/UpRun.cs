using Freehold.Demo.Stack;

namespace Freehold.Demo.Showcase;

/// <summary>The same stack, left running for whoever wants to try it.</summary>
internal static class UpRun
{
    private const int Port = 8443;

    public static async Task<int> RunAsync(Repository repository, CancellationToken cancellationToken)
    {
        var folder = StackFolder.Make(repository.State());
        await using var stack = await LocalStack.StartAsync(repository, folder, Port, cancellationToken);

        Console.WriteLine($"""

            Freehold runs at {stack.Address} with the agent '{LocalStack.AgentLabel}'.

              sign in    freehold login {stack.Address} --ca-file "{folder.AuthorityFile}" --token-file "{folder.OwnerTokenFile}"
              try it     examples/baseball/README.md
              logs       {folder.Log("control-plane")}
                         {folder.Log("agent")}

            The first sign-in is the owner's token in {folder.OwnerTokenFile}. Ctrl-C stops everything; the state stays in {folder.Root}.
            """);

        try
        {
            await stack.UntilEndAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopping.");
        }

        return 0;
    }
}
