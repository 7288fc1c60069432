using System.Diagnostics;

namespace Freehold.EmbeddedPostgres;

/// <summary>Runs a program of PostgreSQL as the server's user and waits for its end.</summary>
internal sealed class ServerCommand(PostgresBinaries binaries, ServerUser? user)
{
    /// <returns>Exit code and what it said on standard error, or on standard output when that was empty.</returns>
    public Task<(int ExitCode, string Said)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(user is null, Path.Combine(binaries.Folder, program), arguments, cancellationToken);

    /// <summary>Makes a directory that only the server's user can open.</summary>
    public async Task MakePrivateDirectoryAsync(string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await GiveAsync(directory, cancellationToken);
    }

    /// <summary>Gives a file or a directory with all it holds to the server's user.</summary>
    /// <exception cref="PostgresUnavailableException">The file system refuses.</exception>
    public async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        if (user is null)
            return;

        var (exitCode, said) = await RunAsync(asCaller: true, "chown", ["-R", $"{user.UserId}:{user.GroupId}", path], cancellationToken);
        if (exitCode != 0)
            throw new PostgresUnavailableException($"{path} cannot be given to the user {user.Name}: {said}");
    }

    private async Task<(int ExitCode, string Said)> RunAsync(
        bool asCaller, string file, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // The server's user may not be able to enter our own directory.
        var start = new ProcessStartInfo
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (asCaller)
        {
            start.FileName = file;
        }
        else
        {
            start.FileName = "setpriv";
            foreach (var argument in (string[])[$"--reuid={user!.UserId}", $"--regid={user.GroupId}", "--clear-groups", "--", file])
                start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // PGDATA, PGPORT and their like would silently change what the programs do.
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        start.Environment["LC_ALL"] = "C.UTF-8";
        if (binaries.Libraries is { } libraries)
            start.Environment["LD_LIBRARY_PATH"] = libraries;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        var said = (await error).Trim();
        return (process.ExitCode, said.Length > 0 ? said : (await output).Trim());
    }
}
