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
    private readonly int _entity;
    private readonly ValueNormaliser _normaliser;
    private readonly TokenMemory _memory = new();
    private byte[] _message;

    public Tokens(ReadOnlySpan<byte> valueKey, string entityType, NormalisationOptions normalise)
    {
        // Kept for the life of the kernel: setting up the key anew for each value costs more than the hash.
        _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, valueKey);
        _message = [.. Encoding.UTF8.GetBytes(entityType), 0x1F];
        _entity = _message.Length;
        _normaliser = new ValueNormaliser(normalise);
    }

    /// <summary>Writes the token of a value, <see cref="Length"/> bytes.</summary>
    public void Make(ReadOnlySpan<byte> value, Span<byte> token)
    {
        if (_memory.TryRecall(value, token))
            return;

        // In one piece: each call into the library costs as much as hashing a short value.
        var normalised = _normaliser.Normalise(value);
        var length = _entity + normalised.Length;
        if (_message.Length < length)
            Array.Resize(ref _message, length * 2);
        normalised.CopyTo(_message.AsSpan(_entity));

        _hmac.AppendData(_message.AsSpan(0, length));
        _hmac.GetHashAndReset(token);
        _memory.Remember(value, token);
    }

    public void Dispose() => _hmac.Dispose();
}
