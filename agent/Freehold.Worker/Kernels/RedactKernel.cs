namespace Freehold.Worker.Kernels;

/// <summary>One constant for every value.</summary>
internal sealed class RedactKernel(byte[] with) : ValueKernel
{
    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = with;
        return true;
    }
}
