using System.Diagnostics;
using System.Globalization;
using Freehold.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Freehold.Testing;

/// <summary>
/// One real PostgreSQL for all tests of a process, started when the first one asks. It stops with the process; one that a
/// killed test run left behind is stopped by the next run.
/// </summary>
internal static class TestPostgres
{
    private const string Prefix = "freehold-test-postgres-";

    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);

    /// <summary>Connection string of its maintenance database.</summary>
    public static async Task<string> ConnectionStringAsync() => (await Server.Value).ConnectionString;

    private static async Task<PostgresServer> StartAsync()
    {
        await StopForgottenAsync();

        var state = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var options = new PostgresServerOptions
        {
            StateDirectory = state,
            Durable = false,
            Binaries = BundledPostgres.Folder,
        };
        var server = await PostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(state).Dispose();
        return server;
    }

    private static async Task StopForgottenAsync()
    {
        foreach (var state in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (!int.TryParse(Path.GetFileName(state)[Prefix.Length..], CultureInfo.InvariantCulture, out var owner) || IsAlive(owner))
                continue;

            using var removal = Remove(state);
            await removal.WaitForExitAsync();
        }
    }

    // A process of its own: when ours ends there is no time left to wait for the server's end.
    private static Process Remove(string state)
    {
        const string Script = """
            pid=$(head -n1 "$1/postgres/data/postmaster.pid" 2>/dev/null)
            # The number may be another process's by now; the server has its directory on its command line.
            ours() { grep -qF "$1" "/proc/$pid/cmdline" 2>/dev/null; }
            [ -n "$pid" ] && ours "$1" && kill -INT "$pid"
            while [ -n "$pid" ] && ours "$1"; do sleep 0.05; done
            rm -rf "$1"
            """;
        return Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", state]) { WorkingDirectory = "/", UseShellExecute = false })!;
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
