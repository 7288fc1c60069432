namespace Freehold.Buckets.Transfers;

/// <summary>How large objects are cut. Memory is a buffer for each part under way, whatever the size of the object.</summary>
internal sealed record TransferLimits
{
    /// <summary>For links between a cluster and a store beside it.</summary>
    public static TransferLimits Default { get; } = new();

    /// <summary>Size of a part, in bytes; larger ones are used where an object would have too many. At least 5 MiB, S3's limit. Default 8 MiB.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <summary>Largest object that is written in one request, in bytes. Default 16 MiB.</summary>
    public long SinglePutBytes { get; init; } = 16 << 20;

    /// <summary>Parts and ranges of one object at the same time. Default 4.</summary>
    public int ParallelParts { get; init; } = 4;

    /// <summary>How long no byte of a range may arrive before it is asked for again. Default 60 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);
}
