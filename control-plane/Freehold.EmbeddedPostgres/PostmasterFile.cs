using System.Globalization;

namespace Freehold.EmbeddedPostgres;

/// <summary>What a running server writes into <c>postmaster.pid</c> of its data directory.</summary>
/// <param name="ProcessId">First line.</param>
/// <param name="Port">Fourth line; 0 while the server has not got that far.</param>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    /// <returns>Null when there is no file, or one that is only being written.</returns>
    public static PostmasterFile? Read(string dataDirectory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(dataDirectory, "postmaster.pid"));
        }
        catch (IOException)
        {
            return null;
        }

        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId))
            return null;

        return new(processId, lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : 0);
    }
}
