namespace Freehold.JobContract.Expressions;

/// <summary>Carries a problem out of the parser's recursion; never leaves <see cref="Expression.Parse"/>.</summary>
internal sealed class ExpressionSyntaxException(int position, string message) : Exception(message)
{
    public ExpressionProblem Problem { get; } = new(position, message);
}
