using Freehold.Worker.Expressions;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Rows;

/// <summary>A plan ready to run: its expressions compiled, its actions with the way to their kernels. Serves any number of threads.</summary>
internal sealed class RowProgram
{
    private readonly KernelMaker _kernels;

    public RowProgram(RowPlan plan, KernelMaker kernels)
    {
        _kernels = kernels;
        Plan = plan;
        Inventions = kernels.InventionsFor(plan.Seed);
        Operations = [.. plan.Operations.Select(Compile)];
    }

    public RowPlan Plan { get; }

    /// <summary>Makes what one thread invents with.</summary>
    public Func<Inventions> Inventions { get; }

    public CompiledOperation[] Operations { get; }

    private CompiledOperation Compile(RowOperation operation) => operation switch
    {
        FilterRow filter => new CompiledFilter(ExpressionCompiler.Compile(filter.Filter.Condition, filter.Names), filter.Filter.Keeps),
        AssignCell assign => new CompiledCell(
            assign.Target, assign.From, assign.Names.Column!.Name, [.. assign.Cases.Select(one => Compile(one, assign.Names))]),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private CompiledCase Compile(CellCase one, ExpressionNames names) => new(
        one.When is null ? null : ExpressionCompiler.Compile(one.When, names),
        one.Value is null ? null : ExpressionCompiler.Compile(one.Value, names),
        one.Fallback is null ? null : ExpressionCompiler.Compile(one.Fallback, names),
        one.Foreach is null ? null : ExpressionCompiler.Compile(one.Foreach, names),
        KernelOf(one, names),
        one.Subject);

    private Func<ValueKernel>? KernelOf(CellCase one, ExpressionNames names) => one.Action switch
    {
        null => null,
        FormulaAction formula => () => new FormulaKernel(formula.Formulas),
        _ => _kernels.For(one.Action, names.Column!.Name, one.Kept),
    };
}

/// <summary>An operation ready to run. A closed list.</summary>
internal abstract record CompiledOperation;

/// <summary>A filter of rows.</summary>
internal sealed record CompiledFilter(Evaluation Condition, bool Keeps) : CompiledOperation;

/// <summary>A cell that is computed.</summary>
internal sealed record CompiledCell(int Target, int? From, string ColumnName, CompiledCase[] Cases) : CompiledOperation;

/// <summary>One way to a cell's value.</summary>
internal sealed record CompiledCase(
    Evaluation? When, Evaluation? Value, Evaluation? Fallback, Evaluation? Foreach, Func<ValueKernel>? CreateKernel, int? Subject);
