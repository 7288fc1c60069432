using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Freehold.Testing;

namespace Freehold.ControlPlane.Tests.Startup;

/// <summary>The program with a PostgreSQL of its own, as somebody starts it who tries it out.</summary>
internal sealed class ControlPlaneProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ControlPlaneProcess(string state, string[] settings)
    {
        State = state;
        List<string> arguments = [$"--database:statedirectory={state}", "--endpoint:listen=https://127.0.0.1:0", .. settings];
        if (BundledPostgres.Folder is { } binaries)
            arguments.Add($"--database:embeddedbinaries={binaries}");
        var start = new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Beside the tests, where the build puts the programs that they refer to.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "freehold-control-plane");

    public string State { get; }

    public int Id => _process.Id;

    /// <summary>Everything it has said so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ControlPlaneProcess> StartAsync(string state, params string[] settings)
    {
        var controlPlane = new ControlPlaneProcess(state, settings);
        controlPlane._process.Start();
        controlPlane._process.BeginOutputReadLine();
        controlPlane._process.BeginErrorReadLine();
        var ended = controlPlane._process.WaitForExitAsync();
        if (await Task.WhenAny(controlPlane._answers.Task, ended).InTime(TimeSpan.FromMinutes(1)) == ended)
            Assert.Fail($"the control plane ended:{Environment.NewLine}{controlPlane.Output}");
        return controlPlane;
    }

    /// <summary>A client with the owner's token.</summary>
    public async Task<HttpClient> NewClientAsync()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(Path.Combine(State, "ca.pem")));
        var client = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } })
        {
            BaseAddress = await _answers.Task,
            Timeout = TimeLimit.Default,
        };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(State, "owner.token"))).Trim());
        return client;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().InTime();
    }

    /// <summary>Asks it to stop and waits for it.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync().InTime();
        await _process.WaitForExitAsync().InTime();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;

        lock (_output)
            _output.AppendLine(line);
        const string Announcement = "The control plane answers at ";
        if (line.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var at)
            _answers.TrySetResult(new(line[(at + Announcement.Length)..].Split('"', ' ')[0]));
    }
}
