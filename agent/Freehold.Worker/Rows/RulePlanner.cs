using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Detection;
using Freehold.Worker.Expressions;
using Freehold.Worker.Numbers;
using Freehold.Worker.Rules;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>
/// The rules of a spec settled for one file, cell by cell: the first rule whose columns and condition fit decides. Conditions and
/// expressions see the row as it was read, whatever other rules do to it.
/// </summary>
internal sealed class RulePlanner
{
    private readonly IReadOnlyList<SourceColumn> _source;
    private readonly IReadOnlyList<(string Name, int Slot)> _columns;
    private readonly RowNames _names;
    private readonly DetectedColumns? _detected;
    private readonly List<RowOperation> _operations = [];
    private readonly List<RowOutput> _outputs = [];
    private int _slots;

    private RulePlanner(string objectName, IReadOnlyList<SourceColumn> source, DetectedColumns? detected)
    {
        _detected = detected;
        _source = source;
        _columns = [.. source.Select((column, index) => (column.Name, index))];
        _names = new RowNames(objectName, source);
        _slots = source.Count;
    }

    /// <summary>Settles the rules.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="task">The file.</param>
    /// <param name="source">Its columns.</param>
    /// <param name="detected">What columns were found to hold; null when nothing asks.</param>
    /// <exception cref="JobFailedException">The spec does not fit the file.</exception>
    public static RowPlan Plan(TransformSpec spec, TransformTask task, IReadOnlyList<SourceColumn> source, DetectedColumns? detected)
    {
        var planner = new RulePlanner(task.ObjectName, source, detected);
        var columns = source.Select(column => column.Name).ToList();

        // 1. Rules of this file, each with columns that exist.
        var rules = spec.Rules.Where(rule => rule.Files is null || ColumnGlob.Matches(rule.Files, task.FileName)).ToList();
        foreach (var rule in rules)
            FilePlan.RequireColumns(rule, task.ObjectName, columns);
        planner.RefuseConditionsOnKeys(rules, columns);

        // 2. For each column, the rules that may decide: up to the first without a condition.
        var deciding = source.Select(column => Deciding(rules, column, detected)).ToList();
        if (spec.Default is UnruledColumns.Block)
            FilePlan.RequireRules([.. deciding.Select(some => some.LastOrDefault(rule => rule.When is null))], task.ObjectName, columns);

        // 3. What is done: rows that go go first, so that nothing of them can fail.
        if (spec.Rows is { } filter)
            planner._operations.Add(new FilterRow(filter, planner._names.Settle([filter.Condition], planner._columns, column: null, variables: null)));
        for (var index = 0; index < source.Count; index++)
            planner.AddColumn(index, deciding[index], FilePlan.NestedIn(rules, source[index].Name, columns));
        foreach (var rule in rules.Where(rule => rule.Action is AddColumnAction))
            planner.AddNewColumn(rule, (AddColumnAction)rule.Action);

        planner.RequireDistinctNames();
        return new RowPlan
        {
            Slots = planner._slots,
            Inputs = planner._names.Inputs,
            Operations = planner._operations,
            Outputs = planner._outputs,
        };
    }

    // A key within a column has a rule or none, for every row.
    private void RefuseConditionsOnKeys(List<TransformRule> rules, List<string> columns)
    {
        var keys = rules.Where(rule => rule.When is not null || rule.Action is ExpressionAction)
            .SelectMany(rule => rule.Columns).Where(name => FilePlan.IndexOf(columns, name) < 0 && JsonPath.Parse(name) is not null);
        if (keys.FirstOrDefault() is { } key)
            throw _names.Failed(FailureDetail.WrongColumnType, key);
    }

    private static List<TransformRule> Deciding(List<TransformRule> rules, SourceColumn column, DetectedColumns? detected)
    {
        var some = new List<TransformRule>();
        var matching = rules.Where(rule => rule.Action is not AddColumnAction && rule.Columns.Any(name => ColumnGlob.Matches(name, column.Name))
            && (rule.Types.Count == 0 || rule.Types.Contains(column.Kind))
            && (rule.Entities.Count == 0 || detected?.IsAny(column.Name, rule.Entities) == true));
        foreach (var rule in matching)
        {
            some.Add(rule);
            if (rule.When is null)
                break;
        }

        return some;
    }

    private void AddColumn(int index, List<TransformRule> deciding, NestedAction? nested)
    {
        var column = _source[index];
        if (deciding.Count == 0 && nested is not null)
            deciding = [new TransformRule { Columns = [column.Name], Action = nested }];
        if (deciding.Any(rule => rule.Action is DropAction))
            return; // what goes for some rows goes for all

        var name = deciding.FirstOrDefault(rule => rule.As is not null)?.As ?? column.Name;
        if (deciding.All(rule => rule.Action is KeepAction))
        {
            _outputs.Add(new(name, index, IsComputed: false));
            return;
        }

        var cases = deciding.Select(rule => CaseOf(rule, column)).ToList();
        if (cases is [{ When: null, Action: RedactAction }] && !column.HasText)
            _names.ReadPresence(index);
        else if (cases is [{ When: null, Action: NestedAction }] && column.Takes(nested!))
            _names.ReadAsWritten(index);
        else
            _names.Read(index);

        var about = new ExpressionColumn(column.Name, _detected?.Columns.FirstOrDefault(found => found.Column == column.Name)?.Entity, RowNames.TypeWord(column), index);
        var target = _slots++;
        _operations.Add(new AssignCell(target, index, cases, _names.Settle(cases.SelectMany(one => one.Expressions), _columns, about, variables: null)));

        var keeps = cases.All(one => one.Value is null && (one.Action is null || one.Kept is not null || (column.IsDate && one.Action is DateShiftAction)));
        _outputs.Add(new(name, target, IsComputed: true, keeps ? column.SqlType : null));
    }

    private CellCase CaseOf(TransformRule rule, SourceColumn column) => rule.Action switch
    {
        KeepAction => new() { When = rule.When },
        ExpressionAction expression => new() { When = rule.When, Value = expression.Value },
        RedactAction { With: null } => new() { When = rule.When, Action = new RedactAction($"<{column.Name}>") },
        _ => new()
        {
            When = rule.When,
            Action = rule.Action,
            Kept = KeptType.Of(rule.Action, column),
            Subject = rule.Action.OtherColumn is { } other ? _names.Read(_columns.First(known => known.Name == other).Slot) : null,
        },
    };

    private void AddNewColumn(TransformRule rule, AddColumnAction add)
    {
        var made = new CellCase { When = rule.When, Value = add.Value };
        var about = new ExpressionColumn(rule.As!, Entity: null, "text", _outputs.Count);
        var target = _slots++;
        _operations.Add(new AssignCell(target, From: null, [made], _names.Settle(made.Expressions, _columns, about, variables: null)));
        _outputs.Add(new(rule.As!, target, IsComputed: true));
    }

    private void RequireDistinctNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (_outputs.FirstOrDefault(output => !names.Add(output.Name)) is { } second)
            throw _names.Failed(FailureDetail.DuplicateColumn, second.Name);
    }
}
