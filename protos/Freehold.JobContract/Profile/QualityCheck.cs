using Freehold.JobContract.Expressions;

namespace Freehold.JobContract.Profile;

/// <summary>What a rule checks. All but <see cref="NotNullCheck"/> pass over nulls: a missing value is a matter of completeness.</summary>
public abstract record QualityCheck
{
    private protected QualityCheck()
    {
    }

    /// <summary>The word in documents and reports.</summary>
    public abstract string Word { get; }

    /// <summary>What it counts for when the rule does not say.</summary>
    public virtual QualityDimension UsualDimension => QualityDimension.Validity;
}

/// <summary>There is a value.</summary>
/// <param name="BlankIsNull">Whether an empty text, or one of blanks, counts as missing. Default true.</param>
public sealed record NotNullCheck(bool BlankIsNull) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "not_null";

    /// <inheritdoc/>
    public override QualityDimension UsualDimension => QualityDimension.Completeness;
}

/// <summary>No two rows have the same value.</summary>
public sealed record UniqueCheck : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "unique";

    /// <inheritdoc/>
    public override QualityDimension UsualDimension => QualityDimension.Uniqueness;
}

/// <summary>A number or a date lies between two, both included. What is neither fails.</summary>
/// <param name="Least">Null: no bound. Of dates the seconds since 1970.</param>
/// <param name="Most">Null: no bound.</param>
/// <param name="Dates">Whether dates are meant.</param>
public sealed record RangeCheck(double? Least, double? Most, bool Dates) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "range";
}

/// <summary>The number of characters lies between two, both included.</summary>
/// <param name="Least">From 0.</param>
/// <param name="Most">Null: no bound.</param>
public sealed record LengthCheck(int Least, int? Most) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "length";
}

/// <summary>The whole text matches a regular expression of .NET without backtracking.</summary>
/// <param name="Pattern">Neither look-arounds nor back-references.</param>
public sealed record RegexCheck(string Pattern) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "regex";
}

/// <summary>The value is one of a list.</summary>
/// <param name="Values">At most 1,000.</param>
public sealed record InSetCheck(IReadOnlyList<string> Values) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "in_set";
}

/// <summary>The value occurs in a column of another object.</summary>
/// <param name="Input">Address of the object, without a glob.</param>
/// <param name="Column">The column there.</param>
public sealed record ReferenceCheck(string Input, string Column) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "reference";

    /// <inheritdoc/>
    public override QualityDimension UsualDimension => QualityDimension.Accuracy;
}

/// <summary>The newest date is not older than this, by the worker's clock: one check for the whole column.</summary>
/// <param name="MaxAge">Positive.</param>
public sealed record FreshnessCheck(TimeSpan MaxAge) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "freshness";

    /// <inheritdoc/>
    public override QualityDimension UsualDimension => QualityDimension.Accuracy;
}

/// <summary>An expression over the value and its row is true. A row for which it cannot be computed fails.</summary>
/// <param name="Expression">Without a key, and without the row's number.</param>
public sealed record ExpressionCheck(Expression Expression) : QualityCheck
{
    /// <inheritdoc/>
    public override string Word => "expression";
}
