namespace Grpc.Core;

/// <summary>Wishes for one written message.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>The message may wait in a buffer for the next one.</summary>
    BufferHint = 1,

    /// <summary>The message is not compressed, whatever the call agreed on.</summary>
    NoCompress = 2,
}
