using Freehold.JobContract.Transform;

namespace Freehold.Worker.Csv;

/// <summary>How one CSV file is written: the dialect of the spec, settled for this file.</summary>
/// <param name="Delimiter">Byte between fields.</param>
/// <param name="Quote">Byte around fields that need it; doubled inside.</param>
/// <param name="Header">Whether the first row names the columns.</param>
internal readonly record struct CsvFormat(byte Delimiter, byte Quote, bool Header)
{
    /// <summary>The spec's dialect; without a delimiter, a tab for <c>.tsv</c> files and a comma for others.</summary>
    public static CsvFormat For(CsvDialect dialect, string fileName)
    {
        var usual = fileName.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".tsv.gz", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        return new((byte)(dialect.Delimiter ?? usual), (byte)dialect.Quote, dialect.Header);
    }
}
