using Freehold.JobContract.Expressions;
using Freehold.JobContract.Failures;
using Freehold.Worker.Expressions;
using Freehold.Worker.Rules;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>Settles the columns that expressions name, and notes which of the input's they need.</summary>
internal sealed class RowNames(string objectName, IReadOnlyList<SourceColumn> source)
{
    private readonly SortedSet<int> _inputs = [];

    /// <summary>Slots of the input that are read, in their order.</summary>
    public IReadOnlyList<int> Inputs => [.. _inputs];

    /// <summary>A slot is read for its text.</summary>
    /// <exception cref="JobFailedException">The column's values have none.</exception>
    public int Read(int slot)
    {
        if (slot >= source.Count)
            return slot;
        if (!source[slot].HasText)
            throw Failed(FailureDetail.WrongColumnType, source[slot].Name);
        _inputs.Add(slot);
        return slot;
    }

    /// <summary>A slot is read for whether it is null.</summary>
    public void ReadPresence(int slot) => _inputs.Add(slot);

    /// <summary>A slot is read in the text that its format has for it, which is JSON.</summary>
    public void ReadAsWritten(int slot) => _inputs.Add(slot);

    /// <summary>What the names of some expressions mean.</summary>
    /// <param name="expressions">The expressions.</param>
    /// <param name="columns">The columns that are there, with their slots.</param>
    /// <param name="column">The column that they are about; null over whole rows.</param>
    /// <param name="variables">Variables; null when there are none.</param>
    /// <exception cref="JobFailedException">One names a column that is not there.</exception>
    public ExpressionNames Settle(
        IEnumerable<Expression> expressions, IReadOnlyList<(string Name, int Slot)> columns, ExpressionColumn? column,
        IReadOnlyDictionary<string, ExpressionValue>? variables)
    {
        var names = columns.Select(known => known.Name).ToList();
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in expressions.SelectMany(expression => expression.Columns))
            slots[name] = Read(columns[FilePlan.RequireColumn(name, objectName, names)].Slot);

        var settled = new ExpressionNames { Slots = slots, Column = column };
        return variables is null ? settled : settled with { Variables = variables };
    }

    /// <summary>A failure that the spec is to blame for.</summary>
    public JobFailedException Failed(string detail, string column) => new(new Failure
    {
        Code = FailureCode.SpecInvalid,
        Detail = detail,
        ObjectName = objectName,
        ColumnName = column,
    });

    /// <summary>The type of a column in the words of expressions.</summary>
    public static string TypeWord(SourceColumn column) => column switch
    {
        { IsDate: true } => "date",
        { SqlType: "BOOLEAN" } => "boolean",
        { SqlType: "DOUBLE" or "FLOAT" } => "number",
        { HasText: false } => "other",
        _ when column.SqlType.StartsWith("DECIMAL", StringComparison.Ordinal) => "number",
        _ when column.SqlType.EndsWith("INT", StringComparison.Ordinal) || column.SqlType.EndsWith("INTEGER", StringComparison.Ordinal) => "integer",
        _ => "text",
    };
}
