namespace Freehold.Worker.Csv;

/// <summary>
/// What a sound file was seen to have that the engine's reader may get wrong, silently in part: rows vanish where line ends are
/// mixed, blanks beside a quote are cut, a line end in quotes is taken for a row's. See <see cref="CsvInspection.IsPlain"/>.
/// </summary>
[Flags]
internal enum CsvOddities
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Lines end in LF.</summary>
    LineFeeds = 1,

    /// <summary>Lines end in CR LF.</summary>
    CarriageReturnLineFeeds = 2,

    /// <summary>Lines end in CR alone.</summary>
    CarriageReturns = 4,

    /// <summary>A quote within a field that is not quoted.</summary>
    StrayQuote = 8,

    /// <summary>An empty line that is no row.</summary>
    BlankLine = 16,

    /// <summary>A NUL byte.</summary>
    Nul = 32,

    /// <summary>A line end within quotes.</summary>
    QuotedLineEnd = 64,
}
