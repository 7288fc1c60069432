using System.Security.Cryptography;
using System.Text;
using Freehold.Worker.Normalisation;
using NormalisationOptions = Freehold.JobContract.Transform.Normalisation;

namespace Freehold.Worker.Keys;

/// <summary>
/// Makes tokens: HMAC-SHA-256 under the value key of the entity type, the byte 0x1F, and the normalised value. Everything that
/// must agree across files, runs and workers is made of a token. For one thread at a time.
/// </summary>
internal sealed class Tokens : IDisposable
{
    /// <summary>Bytes of a token.</summary>
    public const int Length = 32;

    private readonly IncrementalHash _hmac;
    private readonly byte[] _entity;
    private readonly ValueNormaliser _normaliser;

    public Tokens(ReadOnlySpan<byte> valueKey, string entityType, NormalisationOptions normalise)
    {
        // Kept for the life of the kernel: setting up the key anew for each value costs more than the hash.
        _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, valueKey);
        _entity = [.. Encoding.UTF8.GetBytes(entityType), 0x1F];
        _normaliser = new ValueNormaliser(normalise);
    }

    /// <summary>Writes the token of a value, <see cref="Length"/> bytes.</summary>
    public void Make(ReadOnlySpan<byte> value, Span<byte> token)
    {
        _hmac.AppendData(_entity);
        _hmac.AppendData(_normaliser.Normalise(value));
        _hmac.GetHashAndReset(token);
    }

    public void Dispose() => _hmac.Dispose();
}
