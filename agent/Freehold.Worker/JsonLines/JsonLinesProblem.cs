namespace Freehold.Worker.JsonLines;

/// <summary>What can be wrong with a file of JSON lines: a closed list.</summary>
internal enum JsonLinesProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A line is no JSON object.</summary>
    NotJson,

    /// <summary>A line holds bytes that are no UTF-8.</summary>
    NotUtf8,

    /// <summary>A line is longer than <see cref="LineReader.LongestLine"/>.</summary>
    RowTooLong,
}
