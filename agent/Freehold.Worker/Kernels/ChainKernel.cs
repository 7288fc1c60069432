namespace Freehold.Worker.Kernels;

/// <summary>One kernel's result through another.</summary>
internal sealed class ChainKernel(ValueKernel first, ValueKernel second) : ValueKernel
{
    private string _refusal = "";

    public override string Refusal => _refusal;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        if (!first.TryApply(value, subject, out var between))
        {
            _refusal = first.Refusal;
            result = default;
            return false;
        }

        _refusal = second.Refusal;
        result = between;
        return between.IsEmpty || second.TryApply(between, default, out result);
    }

    public override void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
