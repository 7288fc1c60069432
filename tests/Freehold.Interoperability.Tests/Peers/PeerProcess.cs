using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Freehold.Interoperability.Tests.Peers;

/// <summary>
/// A running program of another language. It reads its configuration from standard input and ends when that closes, so it ends
/// also when this process is killed.
/// </summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly PeerProgram _program;

    private PeerProcess(Process process, PeerProgram program)
    {
        _process = process;
        _program = program;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static async Task<PeerProcess> StartAsync(PeerLanguage language, string role, PeerConfiguration configuration)
    {
        var program = PeerProgram.Of(language);
        var command = program.Command(role);
        command.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        command.StandardOutputEncoding = Encoding.UTF8;
        var peer = new PeerProcess(Start(command, program), program);
        try
        {
            await peer._process.StandardInput.WriteLineAsync(configuration.ToJson());
            await peer._process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended before it read anything; whoever reads from it learns why.
        }

        return peer;
    }

    /// <summary>The next line that the program prints.</summary>
    /// <exception cref="PeerMissingException">It ended without one: what it needs is not installed, or it has a bug.</exception>
    public async Task<T> ReadAsync<T>() =>
        await ReadOrEndAsync<T>() ?? throw new PeerMissingException(_program, await _errors.InTime());

    /// <summary>The next line that the program prints, or null once it has ended.</summary>
    public async Task<T?> ReadOrEndAsync<T>() =>
        await _process.StandardOutput.ReadLineAsync().InTime() is { } line
            ? JsonSerializer.Deserialize<T>(line, PeerConfiguration.Json)
            : default;

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().InTime();
        }
        catch (Exception broken) when (broken is TimeoutException or IOException)
        {
            _process.Kill(entireProcessTree: true);
            throw;
        }
        finally
        {
            _process.Dispose();
        }
    }

    private static Process Start(ProcessStartInfo command, PeerProgram program)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception notFound)
        {
            throw new PeerMissingException(program, notFound.Message);
        }
    }
}
