namespace Freehold.JobContract.Transform;

/// <summary>What is different about some of the files: laid over the spec for each file that it is the first to match.</summary>
public sealed record SpecOverride
{
    /// <summary>Glob over file names (last segment).</summary>
    public required string Files { get; init; }

    /// <summary>Tried before the spec's own rules. At most 500.</summary>
    public IReadOnlyList<TransformRule> Rules { get; init; } = [];

    /// <summary>Whether the spec's own rules are left out. Default false.</summary>
    public bool ReplaceRules { get; init; }

    /// <summary>What happens to columns without a rule. Null: as the spec says.</summary>
    public UnruledColumns? Default { get; init; }

    /// <summary>Format of the output. Null: as the spec says.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>How CSV is written, whole. Null: as the spec says.</summary>
    public CsvDialect? Csv { get; init; }
}
