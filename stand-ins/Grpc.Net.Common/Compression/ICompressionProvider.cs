using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>One way to compress messages, known to both sides by its name.</summary>
public interface ICompressionProvider
{
    /// <summary>As in the headers <c>grpc-encoding</c> and <c>grpc-accept-encoding</c>.</summary>
    string EncodingName { get; }

    /// <summary>
    /// A stream that compresses into <paramref name="stream"/>, which it leaves open. Without <paramref name="compressionLevel"/>
    /// at the provider's own level.
    /// </summary>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>A stream that reads what <paramref name="stream"/> holds compressed, and leaves it open.</summary>
    Stream CreateDecompressionStream(Stream stream);
}
