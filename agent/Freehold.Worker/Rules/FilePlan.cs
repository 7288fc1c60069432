using System.Text;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Detection;

namespace Freehold.Worker.Rules;

/// <summary>
/// The rules of a spec settled for one file: each column once, in the input's order, without the dropped ones. Made before a
/// row is transformed, so a spec that does not fit the file fails early.
/// </summary>
/// <param name="Columns">The columns of the output, in order.</param>
internal sealed record FilePlan(IReadOnlyList<ColumnPlan> Columns)
{
    private const int LongestColumnList = 256;

    /// <summary>Settles the rules.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="fileName">Last segment of the object's name, which a rule's <c>files</c> is matched against.</param>
    /// <param name="objectName">The object as failures name it.</param>
    /// <param name="columns">The file's columns in order; no two of one name.</param>
    /// <param name="detected">Columns that were found to be of an entity; null when no rule asks for it.</param>
    /// <param name="allows">Whether a rule is for a column beyond its name, by its index; null: every rule is.</param>
    /// <exception cref="JobFailedException">A rule names a column that is not there, a column has no rule though the spec wants one
    /// for each, or two columns of the output would have one name.</exception>
    public static FilePlan Settle(
        TransformSpec spec, string fileName, string objectName, IReadOnlyList<string> columns, DetectedColumns? detected = null,
        Func<TransformRule, int, bool>? allows = null)
    {
        // 1. Rules of this file, each with columns that exist.
        var rules = spec.Rules.Where(rule => rule.Files is null || ColumnGlob.Matches(rule.Files, fileName)).ToList();
        foreach (var rule in rules)
            RequireColumns(rule, objectName, columns);

        // 2. The first rule that matches a column decides about it.
        var decided = columns
            .Select((column, index) => rules.FirstOrDefault(rule =>
                rule.Columns.Any(name => ColumnGlob.Matches(name, column)) && allows?.Invoke(rule, index) is not false
                && (rule.Entities.Count == 0 || detected?.IsAny(column, rule.Entities) == true)))
            .ToList();
        if (spec.Default is UnruledColumns.Block)
            RequireRules(decided, objectName, columns);

        // 3. The output's columns.
        var plans = new List<ColumnPlan>(columns.Count);
        for (var index = 0; index < columns.Count; index++)
        {
            var rule = decided[index];
            if (rule?.Action is DropAction)
                continue;

            var action = rule?.Action is KeepAction or null ? NestedIn(rules, columns[index], columns) : rule.Action;
            int? subject = action?.OtherColumn is { } name ? IndexOf(columns, name) : null;
            plans.Add(new(index, columns[index], rule?.As ?? columns[index], action, subject));
        }

        RequireDistinctNames(plans, objectName);
        return new(plans);
    }

    internal static void RequireColumns(TransformRule rule, string objectName, IReadOnlyList<string> columns)
    {
        var subject = rule.Action.OtherColumn;
        var named = rule.Columns.Where(ColumnGlob.IsName);
        foreach (var name in subject is null ? named : named.Append(subject))
        {
            if (IndexOf(columns, name) < 0 && JsonPath.Parse(name) is { } path && IndexOf(columns, path.Column) >= 0)
                continue;
            RequireColumn(name, objectName, columns);
        }
    }

    /// <summary>The place of a column, from 0.</summary>
    internal static int RequireColumn(string name, string objectName, IReadOnlyList<string> columns)
    {
        if (IndexOf(columns, name) is var index and >= 0)
            return index;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.SpecInvalid,
            Detail = FailureDetail.UnknownColumn,
            ObjectName = objectName,
            ColumnName = name,
            Suggestion = NearestName.Of(name, columns) ?? "",
        });
    }

    internal static void RequireRules(IReadOnlyList<TransformRule?> decided, string objectName, IReadOnlyList<string> columns)
    {
        var without = columns.Where((_, index) => decided[index] is null).ToList();
        if (without.Count == 0)
            return;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.SpecInvalid,
            Detail = FailureDetail.ColumnWithoutRule,
            ObjectName = objectName,
            ColumnName = Shortened(without),
        });
    }

    private static void RequireDistinctNames(IReadOnlyList<ColumnPlan> plans, string objectName)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (plans.FirstOrDefault(plan => !names.Add(plan.OutputName)) is not { } second)
            return;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.SpecInvalid,
            Detail = FailureDetail.DuplicateColumn,
            ObjectName = objectName,
            ColumnName = second.OutputName,
        });
    }

    // What rules say about keys within a column. A column that is called like a path is a column.
    internal static NestedAction? NestedIn(IReadOnlyList<TransformRule> rules, string column, IReadOnlyList<string> columns)
    {
        var nested = new List<(JsonPath Path, TransformAction Action)>();
        foreach (var rule in rules)
        {
            foreach (var path in rule.Columns.Where(name => IndexOf(columns, name) < 0).Select(JsonPath.Parse))
            {
                if (!string.Equals(path?.Column, column, StringComparison.Ordinal))
                    continue;
                if (nested.Count == NestedAction.MostRules)
                    throw new JobFailedException(new Failure { Code = FailureCode.SpecInvalid, Detail = FailureDetail.TooManyPaths, ColumnName = column });
                nested.Add((path!, rule.Action));
            }
        }

        return nested.Count == 0 ? null : new(nested);
    }

    internal static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            if (string.Equals(columns[index], name, StringComparison.Ordinal))
                return index;
        }

        return -1;
    }

    // As many names as a failure has room for.
    private static string Shortened(IReadOnlyList<string> names)
    {
        var list = new StringBuilder(names[0]);
        for (var index = 1; index < names.Count; index++)
        {
            var next = $", {names[index]}";
            if (Encoding.UTF8.GetByteCount($"{list}{next}") > LongestColumnList - 8)
                return list.Append(", …").ToString();
            list.Append(next);
        }

        return list.ToString();
    }
}
