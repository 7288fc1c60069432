using System.Diagnostics;
using System.Globalization;

namespace Freehold.Benchmarks.Scale;

/// <summary>A crowd of agents, in a process of its own that ends with this object, or with this program.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private volatile int[] _counts = new int[5];

    private Crowd(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Agents that have their stream at this moment.</summary>
    public int Welcomed => _counts[0];

    /// <summary>Streams begun so far.</summary>
    public int Dials => _counts[1];

    /// <summary>Streams that ended with a time to come back, so far.</summary>
    public int ToldToWait => _counts[2];

    /// <summary>Assignments that came, so far.</summary>
    public int Assigned => _counts[4];

    /// <summary>What its process has used so far.</summary>
    public ProcessUsage Usage => ProcessUsage.Of(_process.Id);

    /// <summary>Starts all agents; they dial until the crowd is disposed of.</summary>
    public static async Task<Crowd> StartAsync(Uri address, string authorityFile, IReadOnlyList<ScaleAgent> agents)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [CrowdProgram.Verb, address.ToString(), authorityFile])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // As an agent is: it does not get a heap for each core.
        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();

        foreach (var agent in agents)
            await process.StandardInput.WriteLineAsync($"{agent.Label} {agent.Token}");
        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync();
        return new(process);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20)))
        {
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            _counts = [.. line.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    }
}
