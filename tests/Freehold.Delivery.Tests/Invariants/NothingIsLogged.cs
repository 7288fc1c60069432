using Microsoft.Extensions.Logging;

namespace Freehold.Delivery.Tests.Invariants;

/// <summary>Nothing was logged, or let out, that would mean a bug.</summary>
internal sealed class NothingIsLogged : Invariant
{
    // Errors that the schedule itself makes: a disk that refuses.
    private static readonly HashSet<int> Expected = [1502];

    // Warnings that mean more than a fault of the world: lines of attempts forgotten, of conflicting events, of gaps.
    private static readonly HashSet<int> Telling = [1209, 2602, 2603];

    protected override IEnumerable<string> Violations(World world) =>
        world.Bugs.Concat(world.Logs.Lines
            .Where(line => (line.Level >= LogLevel.Error && !Expected.Contains(line.EventId)) || Telling.Contains(line.EventId))
            .Select(line => line.ToString()));
}
