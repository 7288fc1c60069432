using System.Security.Cryptography;
using Freehold.Worker.Normalisation;
using NormalisationOptions = Freehold.JobContract.Transform.Normalisation;

namespace Freehold.Worker.Kernels;

/// <summary>Lower-case hex of SHA-256 over the salt and the normalised value.</summary>
internal sealed class HashKernel(byte[] salt, NormalisationOptions normalise) : ValueKernel
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ValueNormaliser _normaliser = new(normalise);
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _result = new byte[2 * SHA256.HashSizeInBytes];

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        _hash.AppendData(salt);
        _hash.AppendData(_normaliser.Normalise(value));
        _hash.GetHashAndReset(_digest);
        Convert.TryToHexStringLower(_digest, _result, out _);
        result = _result;
        return true;
    }

    public override void Dispose() => _hash.Dispose();
}
