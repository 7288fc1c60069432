using Freehold.Hosting;

namespace Freehold.Agent.Startup;

/// <summary>The agent's folder on disk, held by one process at a time.</summary>
internal sealed class StateDirectory : IDisposable
{
    /// <summary>Exit code when another process holds the folder: a later start may succeed (EX_TEMPFAIL of sysexits.h).</summary>
    public const int InUse = 75;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private StateDirectory(string path, FileStream @lock)
    {
        Journal = Path.Combine(path, "journal");
        Work = Path.Combine(path, "work");
        _lock = @lock;
    }

    /// <summary>The journal's file.</summary>
    public string Journal { get; }

    /// <summary>Folder of the work folders.</summary>
    public string Work { get; }

    /// <summary>Makes the folder if need be and takes it; the kernel gives it back when the process ends, however it ends.</summary>
    /// <exception cref="StartRefusedException">Another process holds it, or it cannot be written.</exception>
    public static StateDirectory Take(string path) => TryTake(path) ?? throw new StartRefusedException(InUse,
        $"Another agent runs on {Path.GetFullPath(path)}. Stop it, give this one an Agent:StateDirectory of its own, or have it stand by: Agent:Standby=true.");

    /// <summary>The same, except that another process that holds it is no error.</summary>
    /// <returns>Null when another process holds it.</returns>
    /// <exception cref="StartRefusedException">It cannot be written.</exception>
    public static StateDirectory? TryTake(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            Directory.CreateDirectory(Path.Combine(path, "work"), OwnerOnly);
            return new(path, Lock(Path.Combine(path, "lock")));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartRefusedException(ExitCodes.Configuration,
                $"Agent:StateDirectory: {path} cannot be written by this user; give it to the user that runs the agent.");
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException && File.Exists(Path.Combine(path, "lock")))
        {
            return null;
        }
        catch (IOException e)
        {
            throw new StartRefusedException(ExitCodes.Configuration, $"Agent:StateDirectory: {path} cannot be used: {e.Message}");
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });
}
