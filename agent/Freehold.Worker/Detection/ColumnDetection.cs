using Freehold.Detection;
using Freehold.Detection.Columns;
using Freehold.DuckDb;
using Freehold.JobContract.Detection;
using Freehold.JobContract.Transform;
using Freehold.Worker.Rules;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Detection;

/// <summary>Finds out which columns of a file are of which entity, before a row of it is transformed.</summary>
internal static class ColumnDetection
{
    // With fewer values than this a column that is mostly empty is looked at again, without its empty values.
    private const int TooFew = 100;

    /// <summary>
    /// 1. Picks the columns that a rule asks about.
    /// 2. Looks at the first rows.
    /// 3. Looks further into columns that have hardly a value there.
    /// </summary>
    /// <param name="spec">The spec.</param>
    /// <param name="task">The file.</param>
    /// <param name="relation">What stands after FROM; columns <c>c0</c>, <c>c1</c>, ….</param>
    /// <param name="content">What the inspection found.</param>
    /// <param name="connection">Connection of the file's database.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>Null when no rule asks what a column holds.</returns>
    public static async Task<DetectedColumns?> DetectAsync(
        TransformSpec spec, TransformTask task, Func<string> relation, SourceContent content, DuckDbConnection connection,
        CancellationToken cancellationToken)
    {
        var asking = spec.Rules
            .Where(rule => rule.Entities.Count > 0 && (rule.Files is null || ColumnGlob.Matches(rule.Files, task.FileName)))
            .ToList();
        if (asking.Count == 0)
            return null;

        var looks = Enumerable.Range(0, content.Columns.Count) // 1
            .Where(index => content.Columns[index].HasText
                && asking.Exists(rule => rule.Columns.Any(name => ColumnGlob.Matches(name, content.Columns[index].Name))))
            .Select(index => new Look(index, content.Columns[index].Name))
            .ToList();
        looks.ForEach(look => connection.Register(look.Function));

        var samples = spec.Classify.Samples;
        if (looks.Count > 0 && content.Rows > 0)
        {
            var columns = string.Join(", ", looks.Select(look => $"c{look.Index}")); // 2
            await connection.RunAsync(
                $"select {string.Join(", ", looks.Select(look => look.Sql))} from (select {columns} from {relation()} limit {samples})",
                cancellationToken);
        }

        foreach (var look in looks.Where(look => content.Rows > samples && look.Classifier.Samples < TooFew)) // 3
        {
            await connection.RunAsync(
                $"select {look.Sql} from (select c{look.Index} from {relation()} "
                + $"where cast(c{look.Index} as varchar) <> '' limit {samples})",
                cancellationToken);
        }

        var detected = new DetectedColumns(
            [.. looks.Select(look => (look.Name, Verdict: look.Classifier.Classify(spec.Classify.Threshold)))
                .Where(look => look.Verdict is not null)
                .Select(look => Described(look.Name, look.Verdict!))]);
        task.OnDetected?.Invoke(detected);
        return detected;
    }

    private static DetectedColumn Described(string column, ColumnVerdict verdict) =>
        new(column, verdict.Entity.Word(), Math.Round(verdict.Confidence, 2), Math.Round(verdict.Share, 2), verdict.Samples);

    private sealed class Look(int index, string name)
    {
        public int Index => index;

        public string Name => name;

        // Against all entities, wanted or not: a column is of the one that fits best.
        public ColumnClassifier Classifier { get; } = new(name, EntitySet.All);

        public LookFunction Function => field ??= new LookFunction($"freehold_look_{index}", Classifier);

        public string Sql => $"max(freehold_look_{index}(cast(c{index} as varchar)))";
    }
}
