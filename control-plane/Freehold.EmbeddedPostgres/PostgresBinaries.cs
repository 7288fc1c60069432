using System.Globalization;

namespace Freehold.EmbeddedPostgres;

/// <summary>A folder with the programs of one PostgreSQL.</summary>
/// <param name="Folder">Absolute path; holds initdb, pg_ctl and postgres.</param>
/// <param name="Libraries">Folder of shared libraries that came with them, or null when the system's are meant.</param>
internal sealed record PostgresBinaries(string Folder, string? Libraries)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>
    /// The newest installed on the system, else those on the path, else those in <paramref name="bundled"/>.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">None found.</exception>
    public static PostgresBinaries Find(string? bundled)
    {
        var system = Debian().Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        if (system.FirstOrDefault(HasAll) is { } installed)
            return new(installed, null);

        if (bundled is not null && HasAll(Path.GetFullPath(bundled)))
        {
            var folder = Path.GetFullPath(bundled);
            var libraries = Path.GetFullPath(Path.Combine(folder, "..", "lib"));
            return new(folder, Directory.Exists(libraries) ? libraries : null);
        }

        throw new PostgresUnavailableException(
            $"No PostgreSQL was found in {DebianRoot}/*/bin, on the PATH{(bundled is null ? "" : $" or in {bundled}")}. "
            + "Install it (Debian: apt-get install postgresql), name a folder with its programs in Database:EmbeddedBinaries, "
            + "or name a server in Database:ConnectionString.");
    }

    private static IEnumerable<string> Debian()
    {
        if (!Directory.Exists(DebianRoot))
            return [];

        return Directory.EnumerateDirectories(DebianRoot)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0)
            .Select(folder => Path.Combine(folder, "bin"));
    }

    private static bool HasAll(string folder) =>
        folder.Length > 0 && Programs.All(program => IsThere(Path.Combine(folder, program)));

    // File.Exists is also true for a link whose target has been uninstalled.
    private static bool IsThere(string file) =>
        File.Exists(file) && File.ResolveLinkTarget(file, returnFinalTarget: true) is null or { Exists: true };
}
