using Freehold.Agent.Conditions;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Assignments;

/// <summary>Notices when workers cannot be started: several in a row, whatever job they are for, is not the jobs' fault.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class StartFailures(TimeProvider time) : IConditionSource
{
    private const ulong Several = 3;

    // Without a new start nothing tells whether it would succeed by now, and what is red for good is not believed.
    private static readonly TimeSpan EvidenceLasts = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private ulong _inARow;
    private long _lastAt;

    public void Started()
    {
        lock (_gate)
            _inARow = 0;
    }

    public void NotStarted()
    {
        lock (_gate)
        {
            _inARow++;
            _lastAt = time.GetTimestamp();
        }
    }

    public IEnumerable<Condition> Current()
    {
        lock (_gate)
        {
            return _inARow >= Several && time.GetElapsedTime(_lastAt) < EvidenceLasts
                ? [new(AgentConditionCode.ExecutorUnavailable, "start", _inARow)]
                : [];
        }
    }
}
