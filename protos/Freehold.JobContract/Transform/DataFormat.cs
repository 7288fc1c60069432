namespace Freehold.JobContract.Transform;

/// <summary>File formats of inputs and outputs. Written in lower case in documents.</summary>
public enum DataFormat
{
    /// <summary>Comma-separated values, RFC 4180; extensions <c>.csv</c>, <c>.tsv</c>, <c>.txt</c>.</summary>
    Csv,

    /// <summary>One JSON object a line; extensions <c>.jsonl</c>, <c>.ndjson</c>.</summary>
    Jsonl,

    /// <summary>Apache Parquet; extension <c>.parquet</c>.</summary>
    Parquet,
}
