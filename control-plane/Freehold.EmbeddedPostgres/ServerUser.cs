namespace Freehold.EmbeddedPostgres;

/// <summary>
/// The unprivileged user that the server runs as when we are root, since PostgreSQL refuses to run as root; null otherwise,
/// and then it runs as we do.
/// </summary>
/// <param name="UserId">Numeric, from /etc/passwd.</param>
/// <param name="GroupId">Numeric, its own group.</param>
internal sealed record ServerUser(string Name, uint UserId, uint GroupId)
{
    private const string Unprivileged = "nobody";

    public static ServerUser? OfThisProcess()
    {
        if (!Environment.IsPrivilegedProcess)
            return null;

        // name:x:uid:gid:…
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            if (line.Split(':') is [Unprivileged, _, var user, var group, ..])
                return new(Unprivileged, uint.Parse(user), uint.Parse(group));
        }

        throw new PostgresUnavailableException(
            $"PostgreSQL does not run as root, and there is no user {Unprivileged} to run it as. Start Freehold as an ordinary user.");
    }

    /// <summary>Whether this user can enter a directory: every directory on the way must let others through.</summary>
    public static bool CanReach(string directory)
    {
        for (var step = new DirectoryInfo(directory); step is not null; step = step.Parent)
        {
            if (step.Exists && !File.GetUnixFileMode(step.FullName).HasFlag(UnixFileMode.OtherExecute))
                return false;
        }

        return true;
    }
}
