using Freehold.Hosting.Watchdogs;

namespace Freehold.ControlPlane.Health;

/// <summary>
/// The loops that a replica lives by. A round that takes longer than this is stuck: a statement alone is given up by Npgsql
/// after 30 s, and a database that is away is waited for between rounds.
/// </summary>
internal static class ControlPlaneLoops
{
    private static readonly TimeSpan MayTake = TimeSpan.FromMinutes(2);

    /// <summary>Hands jobs to agents.</summary>
    public static readonly WatchedLoop Dispatch = New("dispatch");

    /// <summary>Stores what is submitted.</summary>
    public static readonly WatchedLoop Submissions = New("submissions");

    /// <summary>Stores agents' answers to assignments.</summary>
    public static readonly WatchedLoop Answers = New("answers");

    /// <summary>Stores agents' events.</summary>
    public static readonly WatchedLoop Events = New("events");

    /// <summary>Writes down which agents were heard.</summary>
    public static readonly WatchedLoop Sessions = New("sessions");

    /// <summary>Says that the replica is alive, and looks after leases.</summary>
    public static readonly WatchedLoop Leases = New("leases");

    /// <summary>Tells other replicas what happened here.</summary>
    public static readonly WatchedLoop NoticesSent = New("notices-sent");

    private static WatchedLoop New(string name) => new(name, MayTake, RestartCures: true);
}
