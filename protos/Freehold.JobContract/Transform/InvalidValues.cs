namespace Freehold.JobContract.Transform;

/// <summary>What an action does with a value that it cannot be applied to.</summary>
public enum InvalidValues
{
    /// <summary>The job fails, naming the line. The default.</summary>
    Fail,

    /// <summary>It becomes empty; null in a column of numbers or dates.</summary>
    Empty,
}
