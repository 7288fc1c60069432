using System.Diagnostics;
using System.Globalization;

namespace Freehold.Benchmarks.Transforms;

/// <summary>A program, measured from the outside from its start to its end.</summary>
/// <param name="Took">From its start to its end.</param>
/// <param name="Output">What it wrote to its standard output.</param>
/// <param name="PeakMemory">Largest resident size of it and its children together, in bytes: the sum of each one's largest.</param>
internal sealed record MeasuredProcess(TimeSpan Took, long PeakMemory, string Output)
{
    public static async Task<MeasuredProcess> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);

        // The kernel keeps the peak itself; it only has to be read before the process is gone.
        var peaks = new Dictionary<int, long>();
        try
        {
            while (!process.HasExited)
            {
                foreach (var member in ChildrenOf(process.Id).Prepend(process.Id))
                    peaks[member] = Math.Max(peaks.GetValueOrDefault(member), PeakOf(member));
                await Task.Delay(20, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        await process.WaitForExitAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(started);
        return process.ExitCode == 0
            ? new(took, peaks.Values.Sum(), await output)
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with exit code {process.ExitCode}: {await error}");
    }

    private static List<int> ChildrenOf(int processId)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{processId}/task")
                .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return []; // it has just ended
        }
    }

    private static long PeakOf(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
