using Freehold.JobContract.Detection;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Expressions;
using Freehold.JobContract.Gretel;

namespace Freehold.JobContract.Transform;

/// <summary>The spec of a transform: which columns change, and how. The keys are described in docs/transform.md.</summary>
public sealed record TransformSpec
{
    /// <summary>Master key of pseudonyms, hashes, fakes and date shifts; at least 16 bytes. Null when no rule needs one.</summary>
    public SecretName? Key { get; init; }

    /// <summary>Format of the output. Null: the input's.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>How outputs are compressed. Null: as the input was; Parquet with Snappy.</summary>
    public OutputCompression? Compression { get; init; }

    /// <summary>What happens to columns without a rule.</summary>
    public UnruledColumns Default { get; init; } = UnruledColumns.Pass;

    /// <summary>How columns are told apart for rules with <see cref="TransformRule.Entities"/>.</summary>
    public ClassifyOptions Classify { get; init; } = ClassifyOptions.Default;

    /// <summary>How CSV inputs and outputs are written.</summary>
    public CsvDialect Csv { get; init; } = new();

    /// <summary>Tried from the first to the last; the first that matches a column decides. At most 500.</summary>
    public required IReadOnlyList<TransformRule> Rules { get; init; }

    /// <summary>Which rows are written. Null: all.</summary>
    public RowFilter? Rows { get; init; }

    /// <summary>What happens to a row that cannot be read or transformed.</summary>
    public BadRows BadRows { get; init; } = BadRows.Fail;

    /// <summary>How many rows of an object may be put aside.</summary>
    public BadRowLimit MaxBadRows { get; init; } = BadRowLimit.Default;

    /// <summary>Steps instead of <see cref="Rules"/>, when the spec is a Gretel Transform v2 document.</summary>
    public GretelTransform? Gretel { get; init; }

    /// <summary>What is different about some of the files; the first entry that matches a file counts. At most 200.</summary>
    public IReadOnlyList<SpecOverride> Overrides { get; init; } = [];
}

/// <summary>What happens to columns that no rule names.</summary>
public enum UnruledColumns
{
    /// <summary>They are copied unchanged. The default.</summary>
    Pass,

    /// <summary>The job fails before it reads a row, naming them: nothing leaves that nobody thought of.</summary>
    Block,
}

/// <summary>How a CSV file is written.</summary>
public sealed record CsvDialect
{
    /// <summary>One character between fields. Default <c>,</c> (a tab for <c>.tsv</c> files).</summary>
    public char? Delimiter { get; init; }

    /// <summary>Character around fields that need it. Default <c>"</c>.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>Whether the first row names the columns. Default true; without, they are <c>column1</c>, <c>column2</c>, ….</summary>
    public bool Header { get; init; } = true;

    /// <summary>Encoding of CSV inputs; outputs are UTF-8. Default <see cref="CsvEncoding.Utf8"/>.</summary>
    public CsvEncoding Encoding { get; init; } = CsvEncoding.Utf8;

    /// <summary>What happens to cells of CSV outputs that a spreadsheet would run. Default <see cref="CsvFormulas.Keep"/>.</summary>
    public CsvFormulas Formulas { get; init; } = CsvFormulas.Keep;
}

/// <summary>One rule: which columns of which files, and what happens to them.</summary>
public sealed record TransformRule
{
    /// <summary>Column names or globs (<c>*</c>, <c>?</c>); at least one. A name without a glob must exist in each file it applies to.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>
    /// Words of entities (<see cref="PersonalDataWords"/>): the rule is for columns that were found to be of one of them. Empty: whatever
    /// columns hold.
    /// </summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Types of the columns that the rule is for. Empty: all.</summary>
    public IReadOnlyList<ColumnKind> Types { get; init; } = [];

    /// <summary>Glob over file names (last segment) that the rule applies to. Null: all.</summary>
    public string? Files { get; init; }

    /// <summary>The rule is for cells for which this is true; for others the next rule that matches is looked for. Null: all.</summary>
    public Expression? When { get; init; }

    /// <summary>New name of the column; only for a rule with one column without a glob.</summary>
    public string? As { get; init; }

    /// <summary>What happens to the values.</summary>
    public required TransformAction Action { get; init; }
}
