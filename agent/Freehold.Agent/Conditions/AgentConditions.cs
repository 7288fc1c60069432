using Freehold.Agent.Events;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Freehold.Agent.Conditions;

/// <summary>
/// Everything that is wrong with the agent, and since when. Whoever looks first and finds that something has begun or is over
/// has it logged and wakes the sender of the stream.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class AgentConditions(
    IEnumerable<IConditionSource> sources, DeliverySignal signal, TimeProvider time, ILogger<AgentConditions> log)
{
    private const int MostOnTheWire = 16;

    private readonly Lock _gate = new();
    private Dictionary<(AgentConditionCode Code, string Subject), long> _since = [];

    /// <summary>What is wrong at this moment, at most 16, for the wire.</summary>
    public IReadOnlyList<AgentCondition> Current()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var since = new Dictionary<(AgentConditionCode, string), long>();
            var current = new List<AgentCondition>();
            foreach (var condition in Find())
            {
                var key = (condition.Code, condition.Subject);
                since[key] = _since.GetValueOrDefault(key, now);
                current.Add(new()
                {
                    Code = condition.Code,
                    Subject = condition.Subject,
                    Age = Duration.FromTimeSpan(condition.Age ?? time.GetElapsedTime(since[key], now)),
                    Count = condition.Count,
                });
            }

            NoteChange(since, now);
            _since = since;
            return current;
        }
    }

    /// <summary>Whether two answers of <see cref="Current"/> name the same conditions; age and count aside.</summary>
    public static bool AreSame(IReadOnlyList<AgentCondition> one, IReadOnlyList<AgentCondition> other) =>
        one.Select(Name).SequenceEqual(other.Select(Name));

    private static (AgentConditionCode, string) Name(AgentCondition condition) => (condition.Code, condition.Subject);

    private IEnumerable<Condition> Find() => sources.SelectMany(source => source.Current())
        .OrderBy(condition => condition.Code).ThenBy(condition => condition.Subject, StringComparer.Ordinal)
        .Take(MostOnTheWire);

    private void NoteChange(Dictionary<(AgentConditionCode Code, string Subject), long> since, long now)
    {
        var begun = since.Keys.Except(_since.Keys).ToList();
        var over = _since.Keys.Except(since.Keys).ToList();
        foreach (var (code, subject) in begun)
            log.Begun(code, subject);
        foreach (var key in over)
            log.Over(key.Code, key.Subject, time.GetElapsedTime(_since[key], now));
        if (begun.Count + over.Count > 0)
            signal.Set();
    }
}
