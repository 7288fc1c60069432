namespace Freehold.JobContract.Documents;

/// <summary>One thing that is wrong with a job document: where, what, and what to do.</summary>
/// <param name="Path">The place by keys, for example <c>spec.rules[2].action</c>; empty for the whole document.</param>
/// <param name="Line">Line in the text as it was given, from 1; 0 when there is no text to point into.</param>
/// <param name="Column">Column in that line, from 1; 0 when <paramref name="Line"/> is 0.</param>
/// <param name="Message">What is wrong and how to put it right. Never holds a value that could be a secret.</param>
public sealed record DocumentProblem(string Path, int Line, int Column, string Message)
{
    /// <summary>For people: <c>line 7, spec.rules[2].action: …</c>.</summary>
    public override string ToString()
    {
        var place = Path.Length == 0 ? "document" : Path;
        return Line == 0 ? $"{place}: {Message}" : $"line {Line}, {place}: {Message}";
    }
}
