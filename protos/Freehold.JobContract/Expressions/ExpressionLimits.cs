namespace Freehold.JobContract.Expressions;

/// <summary>What an expression may cost, whoever wrote it. There are no loops, so its length bounds its steps.</summary>
public static class ExpressionLimits
{
    /// <summary>Longest expression, in characters.</summary>
    public const int LongestText = 4000;

    /// <summary>Deepest nesting of parentheses, operators and calls.</summary>
    public const int DeepestNesting = 48;

    /// <summary>Most parts: names, literals, operators and calls.</summary>
    public const int MostNodes = 500;

    /// <summary>Longest text that an expression may make of a row, in UTF-16 code units (2 MiB). Beyond it the row is in error.</summary>
    public const int LongestResult = 1 << 20;

    /// <summary>Most entries of a list.</summary>
    public const int MostEntries = 1000;

    /// <summary>Longest regular expression, in characters.</summary>
    public const int LongestPattern = 200;

    /// <summary>Largest product of the counts in braces of a regular expression: <c>(a{10}){20}</c> has 200.</summary>
    public const int MostRepetitions = 500;
}
