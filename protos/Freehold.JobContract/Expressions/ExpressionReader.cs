using Freehold.JobContract.Documents;
using YamlDotNet.RepresentationModel;

namespace Freehold.JobContract.Expressions;

/// <summary>Reads expressions where documents hold them, and reports problems with their place in the document.</summary>
internal static class ExpressionReader
{
    /// <summary>The expression under a key; null when there is none or it is none, which is reported.</summary>
    public static Expression? Expression(this DocumentMap map, string key, ExpressionScope scope)
    {
        switch (map.Take(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } text }:
                var (expression, problem) = Expressions.Expression.Parse(text.TrimEnd('\n'), scope);
                if (problem is not null)
                    map.Problem(key, $"{problem}");
                return expression;
            default:
                map.Problem(key, "must be an expression, for example row.age > 17; quote it where YAML would read it otherwise");
                return null;
        }
    }

    /// <summary>An expression that must be there.</summary>
    public static Expression? RequiredExpression(this DocumentMap map, string key, ExpressionScope scope)
    {
        if (map.Take(key) is null)
            map.Problem(key, "is missing: an expression, for example this | upper");
        return map.Expression(key, scope);
    }
}
