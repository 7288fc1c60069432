using System.Text;
using Freehold.JobContract.Failures;
using Freehold.Worker.Expressions;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Rows;

/// <summary>Runs a program over rows, one at a time. For one thread at a time: it holds the cells and the kernels.</summary>
internal sealed class RowWorker : IDisposable
{
    private readonly RowProgram _program;
    private readonly RowScope _row;
    private readonly Inventions _inventions;
    private readonly ValueKernel?[][] _kernels;
    private byte[] _value = new byte[256];
    private byte[] _subject = new byte[256];

    public RowWorker(RowProgram program)
    {
        _program = program;
        _inventions = program.Inventions();
        _row = new RowScope(program.Plan.Slots, _inventions);
        _kernels = [.. program.Operations.Select(operation => operation is CompiledCell cell
            ? cell.Cases.Select(one => one.CreateKernel?.Invoke()).ToArray()
            : [])];
    }

    /// <summary>The cells: the caller sets those of <see cref="RowPlan.Inputs"/> before each run, and reads the outputs after it.</summary>
    public ExpressionValue[] Cells => _row.Cells;

    /// <summary>After <see cref="RowStatus.Bad"/>, the word for what is wrong, from <see cref="FailureDetail"/>.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>After <see cref="RowStatus.Bad"/>, the column that could not be computed; empty when it was a condition on the row.</summary>
    public string BadColumn { get; private set; } = "";

    /// <summary>Runs the program over the cells.</summary>
    /// <param name="index">Number of the row in its file, from 0.</param>
    /// <param name="sources">Number of the input's columns; the slots after them are emptied.</param>
    public RowStatus Run(long index, int sources)
    {
        _row.Index = index;
        Cells.AsSpan(sources).Fill(ExpressionValue.Null);

        for (var at = 0; at < _program.Operations.Length; at++)
        {
            switch (_program.Operations[at])
            {
                case CompiledFilter filter:
                    _row.This = ExpressionValue.Null;
                    if (Decide(filter.Condition) is not { } met)
                        return Bad("");
                    if (met != filter.Keeps)
                        return RowStatus.Dropped;
                    break;
                case CompiledCell cell:
                    if (!TryCompute(cell, _kernels[at]))
                        return Bad(cell.ColumnName);
                    break;
            }
        }

        return RowStatus.Kept;
    }

    /// <summary>A cell that has a text, in UTF-8. Valid until the next call of any method.</summary>
    public ReadOnlySpan<byte> TextOf(int slot) => Utf8(Cells[slot].ToCell(), ref _value);

    public void Dispose()
    {
        _inventions.Dispose();
        foreach (var kernel in _kernels.SelectMany(kernels => kernels))
            kernel?.Dispose();
    }

    private bool TryCompute(CompiledCell cell, ValueKernel?[] kernels)
    {
        var current = cell.From is { } from ? Cells[from] : ExpressionValue.Null;
        for (var index = 0; index < cell.Cases.Length; index++)
        {
            var one = cell.Cases[index];
            _row.This = current;
            if (one.When is not null)
            {
                if (Decide(one.When) is not { } met)
                    return false;
                if (!met)
                    continue;
            }

            var value = one.Value is not null ? Compute(one, current)
                : kernels[index] is { } kernel ? Apply(kernel, current, one.Subject)
                : current;
            if (value is { HasText: false, IsNull: false })
            {
                // The kernel has said what is wrong; an expression's value says it itself.
                if (one.Value is not null)
                    Reason = WordOf(value.IsFault ? value.Fault : RowFault.WrongValueType);
                return false;
            }

            Cells[cell.Target] = value;
            return true;
        }

        Cells[cell.Target] = current;
        return true;
    }

    private ExpressionValue Compute(CompiledCase one, ExpressionValue current)
    {
        var value = one.Foreach is null ? one.Value!(_row) : ComputeEach(one, one.Foreach, one.Value!, current);
        if (!value.IsFault || one.Fallback is null)
            return value;

        _row.This = current;
        return one.Foreach is null ? one.Fallback(_row) : ComputeEach(one, one.Foreach, one.Fallback, current);
    }

    // Each entry works on the last one's result.
    private ExpressionValue ComputeEach(CompiledCase one, Evaluation entries, Evaluation compute, ExpressionValue current)
    {
        var list = entries(_row);
        if (list.Kind is not ValueKind.List)
            return list.IsFault ? list : ExpressionValue.Of(RowFault.WrongValueType);

        foreach (var entry in list.List)
        {
            _row.This = current;
            _row.Item = entry;
            current = compute(_row);
            if (current.IsFault)
                break;
        }

        return current;
    }

    private ExpressionValue Apply(ValueKernel kernel, ExpressionValue current, int? subject)
    {
        if (!current.HasText || current.ToCell() is not { Length: > 0 } text)
            return current;

        var about = subject is { } slot && Cells[slot].HasText ? Utf8(Cells[slot].ToCell(), ref _subject) : default;
        if (kernel.TryApply(Utf8(text, ref _value), about, out var result))
            return ExpressionValue.Of(Encoding.UTF8.GetString(result));

        Reason = kernel.Refusal;
        return ExpressionValue.Of(RowFault.NotADate);
    }

    private bool? Decide(Evaluation condition)
    {
        var value = condition(_row);
        if (value.Kind is ValueKind.Truth)
            return value.Truth;
        if (value.IsNull)
            return false;

        Reason = WordOf(value.IsFault ? value.Fault : RowFault.NoCondition);
        return null;
    }

    private RowStatus Bad(string column)
    {
        BadColumn = column;
        return RowStatus.Bad;
    }

    private static ReadOnlySpan<byte> Utf8(string text, ref byte[] buffer)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most)
            buffer = new byte[most];
        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
    }

    private static string WordOf(RowFault fault) => fault switch
    {
        RowFault.WrongValueType => FailureDetail.WrongValueType,
        RowFault.NotANumber => FailureDetail.NotANumber,
        RowFault.NotADate => FailureDetail.NotADate,
        RowFault.DivisionByZero => FailureDetail.DivisionByZero,
        RowFault.OutOfRange => FailureDetail.OutOfRange,
        RowFault.ResultTooLong => FailureDetail.ResultTooLong,
        RowFault.TooCostly => FailureDetail.TooCostly,
        _ => FailureDetail.NotACondition,
    };
}
