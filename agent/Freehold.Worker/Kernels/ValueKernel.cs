using Freehold.JobContract.Failures;

namespace Freehold.Worker.Kernels;

/// <summary>
/// One rule's work on one value, in UTF-8. Holds its keys and buffers, so it serves one thread at a time: see
/// <see cref="KernelPool"/>. Null and empty values never come here: they stay what they are.
/// </summary>
internal abstract class ValueKernel : IDisposable
{
    /// <summary>Computes the new value.</summary>
    /// <param name="value">At least one byte.</param>
    /// <param name="subject">The value of the other column that the rule names; empty when there is none. Date shifts and ciphers look at it.</param>
    /// <param name="result">Valid until the next call; may lie in the kernel's buffer.</param>
    /// <returns>False when the rule cannot be applied to this value.</returns>
    public abstract bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result);

    /// <summary>Why the kernel refuses a value: a <see cref="FailureDetail"/>.</summary>
    public virtual string Refusal => FailureDetail.NotADate;

    /// <summary>Wipes or frees what the kernel holds.</summary>
    public virtual void Dispose()
    {
    }
}
