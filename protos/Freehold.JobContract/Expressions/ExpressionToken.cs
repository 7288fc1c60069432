using System.Runtime.InteropServices;

namespace Freehold.JobContract.Expressions;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it begins, from 1.</param>
/// <param name="Text">A name, or the content of a text, or a sign.</param>
/// <param name="Number">A <see cref="long"/> or <see cref="decimal"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, int Position, string Text, object? Number = null);

/// <summary>Kinds of words.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>After the last one.</summary>
    End,

    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or bracket.</summary>
    Sign,
}
