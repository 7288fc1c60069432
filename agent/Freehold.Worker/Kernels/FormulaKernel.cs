using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Numbers;

namespace Freehold.Worker.Kernels;

/// <summary>
/// Makes cells harmless that a spreadsheet would run: those that begin with <c>= + - @</c>, a tab or a carriage return. Numbers
/// are left alone.
/// </summary>
internal sealed class FormulaKernel(CsvFormulas formulas) : ValueKernel
{
    private byte[] _result = new byte[256];

    public override string Refusal => FailureDetail.Formula;

    public override bool TryApply(ReadOnlySpan<byte> value, ReadOnlySpan<byte> subject, out ReadOnlySpan<byte> result)
    {
        result = value;
        if (value[0] is not ((byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r') || NumberText.TryParse(value, out _))
            return true;
        if (formulas is CsvFormulas.Refuse)
            return false;

        if (_result.Length <= value.Length)
            _result = new byte[2 * value.Length];
        _result[0] = (byte)'\'';
        value.CopyTo(_result.AsSpan(1));
        result = _result.AsSpan(0, value.Length + 1);
        return true;
    }
}
