namespace Freehold.Cli.Api;

/// <summary>An RFC 9457 problem document, as far as this program shows it.</summary>
/// <param name="CorrelationId">By which the operator finds the request in the log.</param>
/// <param name="Problems">All that is wrong with a job document; empty or null for other problems.</param>
internal sealed record ProblemView(string? Title, string? Detail, string? CorrelationId, IReadOnlyList<DocumentProblemView>? Problems);

/// <summary>One thing that is wrong with a job document.</summary>
/// <param name="Path">Its place by keys.</param>
/// <param name="Line">From 1; 0 when it has no place in the text.</param>
/// <param name="Column">From 1; 0 when it has no place in the text.</param>
internal sealed record DocumentProblemView(string? Path, int Line, int Column, string Message);
