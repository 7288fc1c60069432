using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>The spec of a transform: which columns change, and how. The keys are described in docs/transform.md.</summary>
public sealed record TransformSpec
{
    /// <summary>Master key of pseudonyms, hashes, fakes and date shifts; at least 16 bytes. Null when no rule needs one.</summary>
    public SecretName? Key { get; init; }

    /// <summary>Format of the output. Null: the input's.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>What happens to columns without a rule.</summary>
    public UnruledColumns Default { get; init; } = UnruledColumns.Pass;

    /// <summary>How CSV inputs and outputs are written.</summary>
    public CsvDialect Csv { get; init; } = new();

    /// <summary>Tried from the first to the last; the first that matches a column decides. At most 500.</summary>
    public required IReadOnlyList<TransformRule> Rules { get; init; }

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
}

/// <summary>One rule: which columns of which files, and what happens to them.</summary>
public sealed record TransformRule
{
    /// <summary>Column names or globs (<c>*</c>, <c>?</c>); at least one. A name without a glob must exist in each file it applies to.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Glob over file names (last segment) that the rule applies to. Null: all.</summary>
    public string? Files { get; init; }

    /// <summary>New name of the column; only for a rule with one column without a glob.</summary>
    public string? As { get; init; }

    /// <summary>What happens to the values.</summary>
    public required TransformAction Action { get; init; }
}
