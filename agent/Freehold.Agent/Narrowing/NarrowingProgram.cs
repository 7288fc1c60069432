using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Processes;
using Freehold.JobContract.Connections;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Narrowing;

/// <summary>
/// Has short-lived credentials made by <c>freehold-worker narrow</c>: the clients of stores live in that program, not in the agent, and end
/// with it. Connections go by its environment, orders and answers by its standard streams; nothing touches a disk.
/// </summary>
internal sealed class NarrowingProgram(IOptions<ExecutorOptions> options, TimeProvider time)
{
    // Longer than a token service that answers at all.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Answers orders, in their order.</summary>
    /// <exception cref="NarrowingFailedException">The program cannot be started, did not answer in time, or failed.</exception>
    public async Task<IReadOnlyList<NarrowingAnswer>> AskAsync(
        IReadOnlyList<NarrowingOrder> orders, BucketConnections connections, CancellationToken cancellationToken)
    {
        var program = WorkerProgram.Find(options.Value.WorkerPath) ?? throw new NarrowingFailedException("there is no worker program");
        using var late = new CancellationTokenSource(Limit, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var process = Start(program, connections);
        try
        {
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, orders, cancellationToken: over.Token);
            process.StandardInput.Close();
            var answers = await JsonSerializer.DeserializeAsync<IReadOnlyList<NarrowingAnswer>>(process.StandardOutput.BaseStream, cancellationToken: over.Token);
            return answers?.Count == orders.Count ? answers : throw new NarrowingFailedException("the worker program answered something else");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NarrowingFailedException("the worker program did not answer in time");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // Its type alone: the text of a parser quotes what it read.
            throw new NarrowingFailedException($"the worker program failed ({e.GetType().Name})");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private Process Start(string program, BucketConnections connections)
    {
        var start = new ProcessStartInfo(program, ["narrow"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in WorkerEnvironment.Surroundings(options.Value.PassEnvironment, Environment.GetEnvironmentVariable))
            start.Environment.Add(name, value);
        foreach (var (name, value) in ConnectionEnvironment.VariablesOf(connections))
            start.Environment.Add(name, value);

        try
        {
            return Process.Start(start) ?? throw new NarrowingFailedException("the worker program did not start");
        }
        catch (Win32Exception e)
        {
            throw new NarrowingFailedException($"the worker program did not start ({e.NativeErrorCode})");
        }
    }
}
