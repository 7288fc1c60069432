namespace Freehold.JobContract.Detection;

/// <summary>How columns are told apart for rules with <c>entities</c>: once a file, from a sample of its rows.</summary>
/// <param name="Samples">Values of a column that are looked at, 10 to 1,000,000. Default 10,000.</param>
/// <param name="Threshold">Confidence from which on a column is of an entity, 0.3 to 1. Default 0.6.</param>
public sealed record ClassifyOptions(int Samples, double Threshold)
{
    /// <summary>What holds where the spec says nothing.</summary>
    public static ClassifyOptions Default { get; } = new(10_000, 0.6);
}
