using Freehold.DuckDb.Functions;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Kernels;
using Freehold.Worker.Numbers;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Transform;

/// <summary>The columns of an output in SQL, with the functions that they call.</summary>
internal sealed class ColumnSql : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly List<(ColumnFunction Function, ColumnPlan Plan, KernelPool Kernels)> _rules = [];

    /// <summary>Expressions over <c>c0</c>, <c>c1</c>, … in the output's order.</summary>
    public IReadOnlyList<string> Expressions { get; }

    /// <summary>Functions to register before the query.</summary>
    public List<ScalarFunction> Functions { get; } = [];

    /// <summary>Writes the plan in SQL.</summary>
    /// <exception cref="JobFailedException">A rule cannot be applied to the type of its column.</exception>
    public ColumnSql(FilePlan plan, IReadOnlyList<SourceColumn> columns, KernelMaker kernels, string objectName, CsvFormulas formulas)
    {
        try
        {
            Expressions = [.. plan.Columns.Select(column => Write(column, columns, kernels, objectName, formulas))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The column whose rule refused a value in the query that has failed, with its kernels; null when none did.</summary>
    public (ColumnPlan Plan, KernelPool Kernels, string Detail)? Rejected
    {
        get
        {
            var rejected = _rules.FirstOrDefault(rule => rule.Function.Fault is ValueRejectedException);
            return rejected.Function is null ? null : (rejected.Plan, rejected.Kernels, ((ValueRejectedException)rejected.Function.Fault!).Detail);
        }
    }

    /// <summary>Frees the kernels. No query may run any more.</summary>
    public void Dispose()
    {
        foreach (var owned in _owned)
            owned.Dispose();
        _owned.Clear();
    }

    private string Write(
        ColumnPlan plan, IReadOnlyList<SourceColumn> columns, KernelMaker kernels, string objectName, CsvFormulas formulas)
    {
        var column = columns[plan.Index];
        var name = $"c{plan.Index}";
        if (plan.Action is null)
            return formulas is CsvFormulas.Keep || column.Kind is not ColumnKind.Text ? name : WriteFormulas(plan, formulas);

        if (plan.Action is DateShiftAction shift && column.IsDate)
            return WriteDate(plan, column, kernels.DayShiftFor(shift));

        if (!column.Takes(plan.Action))
        {
            throw new JobFailedException(new Failure
            {
                Code = FailureCode.SpecInvalid,
                Detail = FailureDetail.WrongColumnType,
                ObjectName = objectName,
                ColumnName = plan.Name,
            });
        }

        var kept = KeptType.Of(plan.Action, column);
        var make = kernels.For(plan.Action, plan.Name, kept);
        var pool = Own(new KernelPool(formulas is CsvFormulas.Keep || kept is not null ? make : () => new ChainKernel(make(), new FormulaKernel(formulas))));
        var function = new ColumnFunction($"freehold_rule_{plan.Index}", plan.SubjectIndex is not null, pool);
        Functions.Add(function);
        _rules.Add((function, plan, pool));

        var subject = plan.SubjectIndex is { } index ? $", {Text($"c{index}")}" : "";
        var changed = $"{function.Name}({Text(name)}{subject})";
        return kept is null ? changed : $"cast(nullif({changed}, '') as {kept.SqlType})";
    }

    private string WriteFormulas(ColumnPlan plan, CsvFormulas formulas)
    {
        var pool = Own(new KernelPool(() => new FormulaKernel(formulas)));
        var function = new ColumnFunction($"freehold_rule_{plan.Index}", hasSubject: false, pool);
        Functions.Add(function);
        _rules.Add((function, plan, pool));
        return $"{function.Name}({Text($"c{plan.Index}")})";
    }

    // The engine adds the days, so that the column keeps its type. Without a subject, or where it is missing, the date is its own.
    private string WriteDate(ColumnPlan plan, SourceColumn column, Func<DayShift> create)
    {
        var function = Own(new DaysFunction($"freehold_days_{plan.Index}", create));
        Functions.Add(function);

        var date = $"c{plan.Index}";
        var subject = plan.SubjectIndex is { } index ? $"coalesce(nullif({Text($"c{index}")}, ''), {Text(date)})" : Text(date);
        var days = $"{function.Name}({subject})";
        return column.SqlType switch
        {
            "DATE" => $"{date} + {days}",
            "TIMESTAMP_NS" => $"make_timestamp_ns(epoch_ns({date}) + {days}::bigint * 86400000000000)",
            _ => $"cast({date} + to_days({days}) as {column.SqlType})",
        };
    }

    private static string Text(string column) => $"cast({column} as varchar)";

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
