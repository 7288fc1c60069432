using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Kernels;
using Freehold.Worker.Normalisation;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Fakes;

/// <summary>
/// A fake that no other value has: a keyed permutation, FF1, of what values of this form there are, so nothing has to be
/// remembered and every table, file and worker agrees. Its key is HKDF-SHA-256 of the master key with the info
/// <c>freehold-unique/&lt;entity&gt;/&lt;domain&gt;</c>.
/// </summary>
internal abstract class UniqueFakeKernel(FakeAction action) : ValueKernel
{
    private readonly ValueNormaliser _normaliser = new(action.Normalise);

    /// <summary>The kernel of an entity.</summary>
    /// <param name="action">A fake that is unique.</param>
    /// <param name="master">Master key.</param>
    /// <param name="range">The whole numbers that the column's type holds; null where the values are text.</param>
    public static UniqueFakeKernel Of(FakeAction action, byte[] master, NumberRange? range)
    {
        var info = Encoding.UTF8.GetBytes($"freehold-unique/{FakeEntities.TokenType(action.Entity)}/{action.Domain}");
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, salt: [], info);
        return action.Entity switch
        {
            FakeEntity.Name or FakeEntity.Email or FakeEntity.Username => new UniqueNameKernel(action, key),
            FakeEntity.Number => new UniqueNumberKernel(action, key, range),
            FakeEntity.Uuid => new UniqueUuidKernel(action, key),
            _ => new UniqueFormKernel(action, key),
        };
    }

    public override string Refusal => FailureDetail.DomainTooSmall;

    /// <summary>Where the fake is put together.</summary>
    protected FakeText Fake { get; } = new();

    public sealed override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        Fake.Clear();
        var invented = TryInvent(_normaliser.Normalise(value));
        result = invented ? Fake.Written : default;
        return invented || action.OnInvalid is InvalidValues.Empty;
    }

    /// <summary>Puts the fake together.</summary>
    /// <returns>False when the value is none of those that are permuted.</returns>
    protected abstract bool TryInvent(ReadOnlySpan<byte> value);
}
