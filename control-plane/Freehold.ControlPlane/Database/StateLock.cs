using Freehold.ControlPlane.State;
using Freehold.Hosting;

namespace Freehold.ControlPlane.Database;

/// <summary>
/// Keeps a second control plane off a state directory with a database of its own. The kernel holds the lock, so it goes
/// with the process however that ends.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file)
    {
        _file = file;
    }

    /// <exception cref="StartRefusedException">Another control plane has it, or the directory cannot be written.</exception>
    public static StateLock Take(string stateDirectory)
    {
        try
        {
            StateFile.MakeDirectory(stateDirectory);
            return new(new(Path.Combine(stateDirectory, "control-plane.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartRefusedException(ExitCodes.Configuration,
                $"The state directory {stateDirectory} cannot be written; name another one in Database:StateDirectory.");
        }
        catch (IOException e)
        {
            throw new StartRefusedException(ExitCodes.Configuration,
                $"The state directory {stateDirectory} cannot be locked ({e.Message}) Another control plane may be using it.");
        }
    }

    public void Dispose() => _file.Dispose();
}
