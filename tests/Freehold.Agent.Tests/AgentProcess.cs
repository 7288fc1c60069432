using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Freehold.Agent.Tests;

/// <summary>The agent's real program in a process of its own, to be killed.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly Task _reading;

    private AgentProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public int Id => _process.Id;

    /// <summary>Both outputs, line by line.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <param name="environment">Beside what every test agent gets.</param>
    /// <param name="wrapper">A program and arguments to start the agent with, for example to limit it.</param>
    public static AgentProcess Start(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments, params IReadOnlyList<string> wrapper)
    {
        string[] command = [.. wrapper, Path.Combine(AppContext.BaseDirectory, "freehold-agent"), .. arguments];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().InTime();
        await _reading.InTime();
        return _process.ExitCode;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync().InTime();
        return await ExitAsync();
    }

    public Task LogsAsync(int eventId) => Eventually.IsTrueAsync(() => Output.Any(line => EventIdOf(line) == eventId), null, $"log line {eventId}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static int? EventIdOf(string line) =>
        line.StartsWith('{') && JsonDocument.Parse(line).RootElement.TryGetProperty("event", out var id) ? id.GetInt32() : null;

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
            _output.Enqueue(line);
    }
}
