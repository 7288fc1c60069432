namespace Freehold.JobContract.Expressions;

/// <summary>
/// An expression over a row: literals, names, operators and a closed list of functions. It has no loops, changes nothing, and
/// sees nothing but its row. docs/transform.md describes the language.
/// </summary>
public sealed record Expression
{
    /// <summary>As it was written.</summary>
    public required string Text { get; init; }

    /// <summary>Its outermost part.</summary>
    public required ExpressionNode Root { get; init; }

    /// <summary>Names of the columns that it reads through <c>row</c>.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Whether it reads <c>this</c>, also by inventing something after it.</summary>
    public required bool UsesThis { get; init; }

    /// <summary>Whether it reads <c>index</c>.</summary>
    public required bool UsesIndex { get; init; }

    /// <summary>Whether it needs the job's key: it hashes, invents, picks or moves dates.</summary>
    public required bool UsesKey { get; init; }

    /// <summary>Whether it reads <c>column.entity</c>.</summary>
    public required bool UsesEntity { get; init; }

    /// <summary>Reads an expression, bare or between <c>{{</c> and <c>}}</c>. Does not throw: hostile text is safe to give.</summary>
    /// <returns>The expression, or what is wrong with the text.</returns>
    public static (Expression? Expression, ExpressionProblem? Problem) Parse(string text, ExpressionScope scope)
    {
        if (text.Length > ExpressionLimits.LongestText)
            return (null, new(1, $"an expression may have {ExpressionLimits.LongestText} characters"));

        try
        {
            return (new ExpressionParser(ExpressionLexer.Cut(text), scope).Read(text), null);
        }
        catch (ExpressionSyntaxException e)
        {
            return (null, e.Problem);
        }
    }

    /// <summary>Equal texts in equal scopes are equal expressions.</summary>
    public bool Equals(Expression? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
}
