using Freehold.JobContract.Documents;
using Freehold.JobContract.Expressions;
using YamlDotNet.RepresentationModel;

namespace Freehold.JobContract.Gretel;

/// <summary>Reads <c>vars</c>. A text that is no expression is meant as it stands.</summary>
internal static class GretelVariablesReader
{
    private const int MostVariables = 200;

    public static IReadOnlyList<GretelVariable> Read(DocumentMap step)
    {
        var read = new List<GretelVariable>();
        if (step.Map("vars") is not { } vars)
            return read;

        foreach (var name in vars.Names())
        {
            var scope = ExpressionScope.Constant with { Variables = [.. read.Select(variable => variable.Name)] };
            switch (vars.Take(name))
            {
                case YamlScalarNode { Value: { } text }:
                    read.Add(new(name, [Entry(vars, name, text, scope)], IsList: false));
                    break;
                case YamlSequenceNode list when list.Children.Count <= ExpressionLimits.MostEntries && list.Children.All(child => child is YamlScalarNode):
                    read.Add(new(name, [.. list.Children.Select(child => Entry(vars, name, ((YamlScalarNode)child).Value ?? "", scope))], IsList: true));
                    break;
                case YamlSequenceNode:
                    vars.Problem(name, $"must be a text or a list of at most {ExpressionLimits.MostEntries} texts");
                    break;
                case YamlMappingNode:
                    vars.Problem(name, "a mapping is not supported: give each of its entries a variable of its own");
                    break;
            }
        }

        if (read.Count > MostVariables)
            step.Problem("vars", $"has more than {MostVariables} entries");
        return read;
    }

    private static Expression Entry(DocumentMap vars, string name, string text, ExpressionScope scope)
    {
        var (expression, problem) = Expression.Parse(text, scope);
        if (expression is { UsesKey: true })
            vars.Problem(name, "a variable is the same for every row: it can invent, pick and hash nothing");
        if (problem is not null && Mentions(text, "data") is { } data)
            vars.Problem(name, $"{data} is not supported: an expression sees one row at a time; list the values");
        if (problem is not null && Mentions(text, "random") is { } random)
            vars.Problem(name, $"{random} is refused: a result must be the same in every run");

        return expression is { UsesKey: false } ? expression : new Expression
        {
            Text = text,
            Root = new LiteralNode(1, text),
            Columns = [],
            UsesThis = false,
            UsesIndex = false,
            UsesKey = false,
            UsesEntity = false,
        };
    }

    private static string? Mentions(string text, string name) =>
        text.StartsWith($"{name}.", StringComparison.Ordinal) || text.Contains($" {name}.", StringComparison.Ordinal)
        || text.StartsWith($"{name}[", StringComparison.Ordinal) || text.Contains($"({name}.", StringComparison.Ordinal)
            ? name
            : null;
}
