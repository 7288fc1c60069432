using System.Text;
using Freehold.JobContract.Expressions;
using Freehold.Worker.Expressions;

namespace Freehold.Worker.Profile.Checks;

/// <summary>An expression over the value and its row that has to be true. All values are texts, as in a CSV file.</summary>
internal sealed class ExpressionRowCheck : RowCheck
{
    private readonly Evaluation _evaluate;
    private readonly RowScope _scope;
    private readonly int[] _columns;

    /// <param name="expression">Names no column that is not there.</param>
    /// <param name="column">Place of the column that is checked.</param>
    /// <param name="columns">The columns of the file.</param>
    public ExpressionRowCheck(Expression expression, int column, IReadOnlyList<string> columns)
    {
        _columns = [.. expression.Columns.Select(name => PlaceOf(name, columns))];
        _scope = new(_columns.Length, new Inventions(master: null, salt: []));
        _evaluate = ExpressionCompiler.Compile(expression, new()
        {
            Slots = expression.Columns.Select((name, slot) => (name, slot)).ToDictionary(pair => pair.name, pair => pair.slot, StringComparer.Ordinal),
            Column = new(columns[column], Entity: null, "text", column),
        });
    }

    public override bool Passes(in CheckedValue value)
    {
        _scope.This = TextOf(value.Text);
        for (var slot = 0; slot < _columns.Length; slot++)
            _scope.Cells[slot] = value.Batch.TryGet(_columns[slot], value.Row, out var cell) ? TextOf(cell) : ExpressionValue.Null;

        return _evaluate(_scope).IsTruthy; // a fault is not
    }

    private static ExpressionValue TextOf(ReadOnlySpan<byte> text) => ExpressionValue.Of(Encoding.UTF8.GetString(text));

    private static int PlaceOf(string name, IReadOnlyList<string> columns)
    {
        for (var place = 0; place < columns.Count; place++)
        {
            if (string.Equals(columns[place], name, StringComparison.Ordinal))
                return place;
        }

        throw new InvalidOperationException("The columns of expressions are looked for before.");
    }
}
