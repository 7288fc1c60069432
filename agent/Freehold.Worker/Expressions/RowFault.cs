namespace Freehold.Worker.Expressions;

/// <summary>Why an expression or rule has no result for a row: a closed list. Each has its word in failures and quarantine.</summary>
internal enum RowFault
{
    /// <summary>An operator or function met a kind of value that it does not work on.</summary>
    WrongValueType,

    /// <summary>A text that should be a number is none.</summary>
    NotANumber,

    /// <summary>A text that should be a date is none, or lies outside of the calendar after it was moved.</summary>
    NotADate,

    /// <summary>A division by zero.</summary>
    DivisionByZero,

    /// <summary>A number too large, or an entry that a list or text does not have.</summary>
    OutOfRange,

    /// <summary>A text or list longer than expressions may make.</summary>
    ResultTooLong,

    /// <summary>A pattern that took too long.</summary>
    TooCostly,

    /// <summary>A condition that is neither true nor false.</summary>
    NoCondition,
}
