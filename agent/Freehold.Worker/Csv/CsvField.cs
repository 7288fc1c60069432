namespace Freehold.Worker.Csv;

/// <summary>Where a field of a row lies in the reader's buffer, without its quotes.</summary>
internal readonly record struct CsvField(int Start, int Length, bool IsQuoted, bool HasDoubledQuotes);
