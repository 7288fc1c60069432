using Freehold.JobContract.Gretel;
using Freehold.Worker.Expressions;

namespace Freehold.Worker.Rows;

/// <summary>Computes the variables of a step, once for a file.</summary>
internal static class GretelVariables
{
    public static Dictionary<string, ExpressionValue> Compute(IReadOnlyList<GretelVariable> variables)
    {
        var values = new Dictionary<string, ExpressionValue>(StringComparer.Ordinal);
        using var inventions = new Inventions(null, []);
        var row = new RowScope(0, inventions);

        foreach (var variable in variables)
        {
            var names = new ExpressionNames { Slots = new Dictionary<string, int>(StringComparer.Ordinal), Variables = values };
            var entries = variable.Entries.Select(entry => ExpressionCompiler.Compile(entry, names)(row)).ToArray();
            values[variable.Name] = variable.IsList ? ExpressionValue.Of(entries) : entries[0];
        }

        return values;
    }
}
