namespace Freehold.JobContract.Expressions;

/// <summary>Why a text is no expression.</summary>
/// <param name="Position">Character in the text, from 1.</param>
/// <param name="Message">What is wrong, and what to write instead where that is known.</param>
public sealed record ExpressionProblem(int Position, string Message)
{
    /// <summary>For people: <c>character 7: …</c>.</summary>
    public override string ToString() => $"character {Position}: {Message}";
}
