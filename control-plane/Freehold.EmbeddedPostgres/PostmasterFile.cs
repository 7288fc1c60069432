using System.Globalization;
using System.Text;

namespace Freehold.EmbeddedPostgres;

/// <summary>What a running server writes into <c>postmaster.pid</c> of its data directory.</summary>
/// <param name="ProcessId">First line.</param>
/// <param name="Port">Fourth line; 0 while the server has not got that far.</param>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    private const string Name = "postmaster.pid";

    /// <returns>Null when there is no file, or one that is only being written.</returns>
    public static PostmasterFile? Read(string dataDirectory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(dataDirectory, Name));
        }
        catch (IOException)
        {
            return null;
        }

        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
            return null;

        return new(processId, lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : 0);
    }

    /// <summary>Removes what a dead server left behind, which would keep a new one from starting.</summary>
    public static void Delete(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, Name));

    /// <summary>
    /// Whether the process lives and is that server, and no other that got its number. One that has ended but was never
    /// waited for does not live: in containers whose first process does not do that, a killed server stays in the process
    /// table for ever, and PostgreSQL's own tools take it for running.
    /// </summary>
    public bool IsAlive(string dataDirectory)
    {
        try
        {
            // number (name) state …; the name may hold anything, brackets too.
            var status = File.ReadAllText($"/proc/{ProcessId}/stat");
            var state = status[(status.LastIndexOf(')') + 2)];
            return state is not ('Z' or 'X')
                && File.ReadAllText($"/proc/{ProcessId}/cmdline", Encoding.UTF8).Contains(dataDirectory, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Gone, perhaps this moment.
            return false;
        }
    }
}
