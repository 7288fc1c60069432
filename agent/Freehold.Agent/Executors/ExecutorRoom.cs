namespace Freehold.Agent.Executors;

/// <summary>How many workers an executor's surroundings have room for, beyond what the agent's own settings say.</summary>
/// <param name="Workers">At the same time, those that are there included; null where nothing bounds them, or it is not known.</param>
/// <param name="Tightest">What allows no more, for example <c>requests.memory</c>; empty when nothing is known.</param>
internal sealed record ExecutorRoom(int? Workers, string Tightest)
{
    /// <summary>Nothing is known to bound it.</summary>
    public static ExecutorRoom Unbounded { get; } = new(Workers: null, "");
}
