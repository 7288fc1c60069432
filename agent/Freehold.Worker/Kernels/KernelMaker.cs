using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Transform;
using Freehold.Worker.Detection;
using Freehold.Worker.Encryption;
using Freehold.Worker.Expressions;
using Freehold.Worker.Fakes;
using Freehold.Worker.JsonLines;
using Freehold.Worker.Numbers;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Kernels;

/// <summary>Makes the kernel of an action. Holds the keys of one job, read once.</summary>
/// <param name="key">The spec's master key; null when no rule needs one.</param>
/// <param name="readSecret">Reads the other secrets that rules name.</param>
internal sealed class KernelMaker(byte[]? key, Func<SecretName, byte[]> readSecret)
{
    /// <summary>How to make the kernel of an action on a column.</summary>
    /// <param name="action">One that changes values.</param>
    /// <param name="column">Name of the column in the input.</param>
    /// <param name="kept">The type that the column keeps; null when its values become text.</param>
    public Func<ValueKernel> For(TransformAction action, string column, KeptType? kept = null)
    {
        switch (action)
        {
            case PseudonymAction pseudonym:
                return () => new PseudonymKernel(pseudonym, Master);
            case HashAction hash:
                var salt = hash.Salt is null ? Master : readSecret(hash.Salt);
                return () => new HashKernel(salt, hash.Normalise);
            case MaskAction mask:
                return () => new MaskKernel(mask);
            case RedactAction redact:
                var constant = Encoding.UTF8.GetBytes(redact.With ?? $"<{column}>");
                return () => new RedactKernel(constant);
            case RedactTextAction text:
                return () => new RedactTextKernel(text, column, replacement => For(replacement, column)());
            case FakeAction { Unique: true } unique:
                return () => UniqueFakeKernel.Of(unique, Master, kept?.Range);
            case FakeAction fake:
                return () => new FakeKernel(fake, Master);
            case DateShiftAction shift:
                return () => new DateShiftKernel(shift, Master);
            case EncryptAction encrypt:
                var encryptionKey = EncryptionKey.Of(encrypt, () => Master, readSecret);
                return encrypt.Mode is EncryptionMode.Siv
                    ? () => new SivKernel(encrypt, encryptionKey)
                    : () => new FpeKernel(encrypt, encryptionKey, kept?.Range);
            case NestedAction nested:
                var makers = nested.Rules.Select(rule => rule.Action is KeepAction or DropAction ? null : For(rule.Action, rule.Path.Text)).ToList();
                return () => new NestedKernel(nested, [.. makers.Select(make => make?.Invoke())]);
            case ReplaceAction replace:
                return () => new ReplaceKernel(replace);
            case TruncateAction truncate:
                return () => new TruncateKernel(truncate);
            case BucketAction { Period: { } period } bucket:
                return () => new PeriodKernel(period, bucket);
            case BucketAction bucket:
                return () => new BucketKernel(bucket, kept?.Range);
            case NoiseAction noise:
                return () => new NoiseKernel(noise, noise.By is NoiseSource.Value ? Master : null, kept?.Range);
            default:
                throw new ArgumentOutOfRangeException(nameof(action));
        }
    }

    /// <summary>How to make the day shift of dates that are no text.</summary>
    public Func<DayShift> DayShiftFor(DateShiftAction action) => () => new DayShift(action, Master);

    /// <summary>How to make what expressions invent and hash with.</summary>
    /// <param name="seed">The seed of a Gretel document: salt of its hashes, and its key where the spec has none. Null without one.</param>
    public Func<Inventions> InventionsFor(string? seed)
    {
        var salt = seed is null ? key ?? [] : Encoding.UTF8.GetBytes(seed);
        var master = key ?? (seed is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes($"freehold/gretel/{seed}")));
        return () => new Inventions(master, salt);
    }

    private byte[] Master => key ?? throw new InvalidOperationException("The reader of documents lets no such rule pass without a key.");
}
