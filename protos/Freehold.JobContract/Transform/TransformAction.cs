using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>What a rule does to the values of its columns. A closed list. Null stays null and empty stays empty.</summary>
public abstract record TransformAction
{
    /// <summary>How a value is made uniform before it is hashed.</summary>
    public Normalisation Normalise { get; init; } = Normalisation.None;

    /// <summary>The column whose value of the same row the action looks at too: a subject, a tweak. Null when it looks at none.</summary>
    public virtual string? OtherColumn => null;
}

/// <summary>How a value is made uniform before a token is made of it, so that spellings of one value agree.</summary>
[Flags]
public enum Normalisation
{
    /// <summary>As it is.</summary>
    None = 0,

    /// <summary>Without blanks at both ends.</summary>
    Trim = 1,

    /// <summary>Lower case (invariant).</summary>
    FoldCase = 2,

    /// <summary>Unicode normal form C.</summary>
    Nfc = 4,
}

/// <summary>
/// A stable token instead of the value: HMAC-SHA-256 under the domain's key, in lower-case hex. The same value and domain
/// give the same token in every column, table, file, run and worker.
/// </summary>
/// <param name="Domain">Values are comparable within a domain only. Default <c>default</c>.</param>
/// <param name="Entity">Part of the token: values of different entities differ. Default empty.</param>
/// <param name="Prefix">Put before the token; at most 32 characters.</param>
/// <param name="Length">Hex digits kept, 8 to 64. Default 32 (128 bits).</param>
public sealed record PseudonymAction(string Domain, string Entity, string Prefix, int Length) : TransformAction;

/// <summary>Lower-case hex of SHA-256 over the salt's bytes and the value.</summary>
/// <param name="Salt">Secret salt. Null: the spec's key.</param>
public sealed record HashAction(SecretName? Salt) : TransformAction;

/// <summary>Replaces characters by one mask character.</summary>
/// <param name="KeepFirst">Characters left at the start, 0 to 64.</param>
/// <param name="KeepLast">Characters left at the end, 0 to 64. A value not longer than what would be left is masked whole.</param>
/// <param name="With">The mask character. Default <c>*</c>.</param>
/// <param name="KeepSeparators">Leaves everything but letters and digits in place. Default true.</param>
public sealed record MaskAction(int KeepFirst, int KeepLast, char With, bool KeepSeparators) : TransformAction;

/// <summary>One constant instead of every value.</summary>
/// <param name="With">The constant; null: the column's name in angle brackets.</param>
public sealed record RedactAction(string? With) : TransformAction;

/// <summary>An invented value of the same kind, the same one wherever the original is the same.</summary>
/// <param name="Entity">What to invent.</param>
/// <param name="Domain">Fakes agree within a domain. Default <c>default</c>.</param>
public sealed record FakeAction(FakeEntity Entity, string Domain) : TransformAction
{
    /// <summary>Whether two values never have the same fake. Only for entities of <see cref="UniqueFakes"/>. Default false.</summary>
    public bool Unique { get; init; }

    /// <summary>What happens to a value that cannot have a unique fake.</summary>
    public InvalidValues OnInvalid { get; init; } = InvalidValues.Fail;
}

/// <summary>Moves a date by a number of days that is fixed for its subject, so that a subject's intervals stay.</summary>
/// <param name="Days">Largest shift R in days, 1 to 36,500; the shift lies in -R … R.</param>
/// <param name="Subject">Column that says whose date it is. Null: the date itself, so equal dates stay equal.</param>
/// <param name="Domain">Domain of the subject's token. Default <c>default</c>.</param>
/// <param name="OnInvalid">What happens to a value that is no date.</param>
public sealed record DateShiftAction(int Days, string? Subject, string Domain, InvalidDates OnInvalid) : TransformAction
{
    /// <inheritdoc/>
    public override string? OtherColumn => Subject;
}

/// <summary>Removes the column.</summary>
public sealed record DropAction : TransformAction;

/// <summary>Leaves the values; with <see cref="TransformRule.As"/> it renames the column.</summary>
public sealed record KeepAction : TransformAction;

/// <summary>What a date shift does with a value that is no date.</summary>
public enum InvalidDates
{
    /// <summary>The job fails, naming the line. The default.</summary>
    Fail,

    /// <summary>It becomes empty.</summary>
    Empty,
}
