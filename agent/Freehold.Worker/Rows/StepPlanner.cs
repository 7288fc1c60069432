using Freehold.JobContract.Expressions;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Gretel;
using Freehold.JobContract.Transform;
using Freehold.Worker.Detection;
using Freehold.Worker.Expressions;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>
/// The steps of a Gretel document settled for one file. Columns that come, go and change their names are followed here, once; what
/// is left for each row is to compute cells in place, one change after the other.
/// </summary>
internal sealed class StepPlanner
{
    private readonly GretelTransform _gretel;
    private readonly string _objectName;
    private readonly RowNames _names;
    private readonly List<Column> _columns;
    private readonly List<RowOperation> _operations = [];
    private int _slots;
    private Dictionary<string, ExpressionValue> _variables = new(StringComparer.Ordinal);

    private StepPlanner(GretelTransform gretel, string objectName, IReadOnlyList<SourceColumn> source, DetectedColumns? detected)
    {
        _gretel = gretel;
        _objectName = objectName;
        _names = new RowNames(objectName, source);
        _columns = [.. source.Select((column, index) => new Column(
            column.Name, index, RowNames.TypeWord(column), EntityOf(column.Name, gretel, detected), IsComputed: false))];
        _slots = source.Count;
    }

    /// <summary>Settles the steps.</summary>
    /// <param name="gretel">The document.</param>
    /// <param name="task">The file.</param>
    /// <param name="source">Its columns.</param>
    /// <param name="detected">What columns were found to hold; null when nothing has looked.</param>
    /// <exception cref="JobFailedException">The document does not fit the file.</exception>
    public static RowPlan Plan(GretelTransform gretel, TransformTask task, IReadOnlyList<SourceColumn> source, DetectedColumns? detected)
    {
        var planner = new StepPlanner(gretel, task.ObjectName, source, detected);
        foreach (var step in gretel.Steps)
            planner.Add(step);
        return new RowPlan
        {
            Slots = planner._slots,
            Inputs = planner._names.Inputs,
            Operations = planner._operations,
            Outputs = [.. planner._columns.Select(column => new RowOutput(column.Name, column.Slot, column.IsComputed))],
            Seed = gretel.Seed,
        };
    }

    private void Add(GretelStep step)
    {
        _variables = GretelVariables.Compute(step.Variables);
        foreach (var change in step.Changes)
        {
            switch (change)
            {
                case AddColumn add:
                    Insert(add);
                    break;
                case DropColumns drop:
                    var dropped = Chosen(drop).ToHashSet();
                    _columns.RemoveAll(dropped.Contains);
                    break;
                case RenameColumn rename:
                    Rename(rename);
                    break;
                case DropMatchingRows drop:
                    _operations.Add(new FilterRow(new RowFilter(drop.Condition, Keeps: false), Settle([drop.Condition], about: null)));
                    break;
                case UpdateCells update:
                    Update(update);
                    break;
            }
        }
    }

    private static string? EntityOf(string column, GretelTransform gretel, DetectedColumns? detected) =>
        detected?.Columns.FirstOrDefault(found => found.Column == column)?.Entity is { } entity
        && (gretel.Entities.Count == 0 || gretel.Entities.Contains(entity))
            ? entity
            : null;

    private void Insert(AddColumn add)
    {
        RequireFree(add.Name);
        var column = new Column(add.Name, _slots++, "text", Entity: null, IsComputed: true);
        _columns.Insert(Math.Min(add.Position ?? _columns.Count, _columns.Count), column);
    }

    private void Rename(RenameColumn rename)
    {
        var column = Find(rename.Name);
        if (IsLocked(column.Name) || _gretel.LockColumns.Contains(rename.NewName) || rename.Name == rename.NewName)
            return;

        RequireFree(rename.NewName);
        _columns[_columns.IndexOf(column)] = column with { Name = rename.NewName };
    }

    private IEnumerable<Column> Chosen(DropColumns drop)
    {
        IEnumerable<Column> chosen = drop switch
        {
            { Names.Count: > 0 } => drop.Names.Select(Find),
            { Entities.Count: > 0 } => _columns.Where(column => column.Entity is not null && drop.Entities.Contains(column.Entity)),
            { Positions.Count: > 0 } => drop.Positions.Select(At),
            _ => _columns.Where(column => IsTrueOf(drop.Condition!, column)),
        };
        return chosen.Where(column => !IsLocked(column.Name));
    }

    private void Update(UpdateCells update)
    {
        var chosen = update.Names.Count > 0
            ? update.Names.Select(Find)
            : update.Entities.Count > 0
                ? _columns.Where(column => column.Entity is not null && update.Entities.Contains(column.Entity))
                : _columns;

        foreach (var column in chosen.Where(column => !IsLocked(column.Name)).ToList())
        {
            // A condition over the column alone needs no look at the rows.
            if (update.Condition is { UsesThis: false, UsesIndex: false, Columns.Count: 0, UsesKey: false } about && !IsTrueOf(about, column))
                continue;

            var made = new CellCase { When = update.Condition, Value = update.Value, Fallback = update.Fallback, Foreach = update.Foreach };
            _operations.Add(new AssignCell(_names.Read(column.Slot), column.Slot, [made], Settle(made.Expressions, column)));
            _columns[_columns.IndexOf(column)] = column with { IsComputed = true };
        }
    }

    private bool IsTrueOf(Expression condition, Column column)
    {
        var value = ExpressionCompiler.Compile(condition, Settle([condition], column))(new RowScope(0, new Inventions(null, [])));
        return value is { Kind: ValueKind.Truth, Truth: true };
    }

    private ExpressionNames Settle(IEnumerable<Expression> expressions, Column? about) => _names.Settle(
        expressions, [.. _columns.Select(column => (column.Name, column.Slot))],
        about is null ? null : new(about.Name, about.Entity is null ? null : GretelEntities.GretelWord(about.Entity), about.Type, _columns.FindIndex(column => column.Slot == about.Slot)), _variables);

    private Column Find(string name) => _columns[Rules.FilePlan.RequireColumn(name, _objectName, [.. _columns.Select(column => column.Name)])];

    private Column At(int position) => position < _columns.Count
        ? _columns[position]
        : throw _names.Failed(FailureDetail.UnknownColumn, $"at position {position}");

    private void RequireFree(string name)
    {
        if (_columns.Any(column => string.Equals(column.Name, name, StringComparison.Ordinal)))
            throw _names.Failed(FailureDetail.DuplicateColumn, name);
    }

    private bool IsLocked(string name) => _gretel.LockColumns.Contains(name);

    private sealed record Column(string Name, int Slot, string Type, string? Entity, bool IsComputed);
}
