namespace Freehold.Agent.Conditions;

/// <summary>A part of the agent that knows of itself when something is wrong.</summary>
internal interface IConditionSource
{
    /// <summary>
    /// What is wrong at this moment, derived from the part's own state: what has passed is simply not there any more. Asked
    /// about once a second, from any thread; it does not wait.
    /// </summary>
    IEnumerable<Condition> Current();
}
