using System.Text;
using Freehold.JobContract.Expressions;
using Freehold.Worker.Expressions;

namespace Freehold.Worker.Tests.Expressions;

/// <summary>Computes an expression over one row.</summary>
internal static class Evaluated
{
    public static readonly byte[] Key = Encoding.UTF8.GetBytes(Secrets.Master);

    public static ExpressionValue Of(
        string text, string? cell = null, IReadOnlyDictionary<string, string?>? row = null, long index = 0, string? salt = null, string? item = null)
    {
        var scope = ExpressionScope.Cell with { HasItem = item is not null, Variables = ["names"] };
        var (expression, problem) = Expression.Parse(text, scope);
        Assert.That(problem, Is.Null, $"{problem}");

        var columns = (row ?? new Dictionary<string, string?>(StringComparer.Ordinal)).ToList();
        var names = new ExpressionNames
        {
            Slots = columns.Select((column, slot) => (column.Key, slot)).ToDictionary(StringComparer.Ordinal),
            Column = new("phone", "phone_number", "text", 3),
            Variables = new Dictionary<string, ExpressionValue>(StringComparer.Ordinal)
            {
                ["names"] = ExpressionValue.Of([ExpressionValue.Of("a"), ExpressionValue.Of("b"), ExpressionValue.Of("c")]),
            },
        };

        using var inventions = new Inventions(Key, salt is null ? Key : Encoding.UTF8.GetBytes(salt));
        var values = new RowScope(columns.Count, inventions)
        {
            Index = index,
            This = Value(cell),
            Item = Value(item),
        };
        for (var slot = 0; slot < columns.Count; slot++)
            values.Cells[slot] = Value(columns[slot].Value);
        return ExpressionCompiler.Compile(expression!, names)(values);
    }

    /// <summary>The cell that comes of it, <c>null</c>, or the fault's name after an exclamation mark.</summary>
    public static string Cell(string text, string? cell = null, IReadOnlyDictionary<string, string?>? row = null, long index = 0)
    {
        var value = Of(text, cell, row, index);
        return value.IsFault ? $"!{value.Fault}" : value.IsNull ? "null" : value.HasText ? value.ToCell() : $"{value.Kind}";
    }

    private static ExpressionValue Value(string? text) => text is null ? ExpressionValue.Null : ExpressionValue.Of(text);
}
