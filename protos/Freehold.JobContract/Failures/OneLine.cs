using System.Buffers;

namespace Freehold.JobContract.Failures;

/// <summary>
/// Names of objects and columns come from listings and files, and may hold line ends and the control sequences of terminals. In a
/// log they would begin lines of their own.
/// </summary>
public static class OneLine
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(code => (char)code), '\u2028', '\u2029']);

    /// <summary>The text with a replacement character (U+FFFD) for each control character and line separator.</summary>
    public static string Of(string text) => !text.AsSpan().ContainsAny(Controls)
        ? text
        : string.Create(text.Length, text, static (result, from) => from.AsSpan().ReplaceAny(result, Controls, '\ufffd'));
}
