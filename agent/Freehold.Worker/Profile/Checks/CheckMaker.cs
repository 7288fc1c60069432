using System.Text;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Profile;
using Freehold.Worker.Profile.Sketches;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Profile.Checks;

/// <summary>Settles the rules of a spec for one file: which checks each of its columns has.</summary>
internal sealed class CheckMaker(ProfileSpec spec, ReferenceValues references)
{
    /// <summary>Makes the checks of every column, in the order of the rules.</summary>
    /// <param name="task">The file.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="cancellationToken">Ends the reading of references.</param>
    /// <exception cref="JobFailedException">A rule names a column that the file lacks, or a reference cannot be read.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<ColumnCheck>>> MakeAsync(
        ProfileTask task, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var checks = columns.Select(_ => new List<ColumnCheck>()).ToList();
        for (var index = 0; index < spec.Rules.Count; index++)
        {
            var rule = spec.Rules[index];
            if (rule.Files is { } files && !ColumnGlob.Matches(files, task.FileName))
                continue;

            RequireColumns(rule.Columns, task, columns);
            if (rule.Check is ExpressionCheck { Expression: var expression })
                RequireColumns(expression.Columns, task, columns);
            for (var column = 0; column < columns.Count; column++)
            {
                if (rule.Columns.Any(glob => ColumnGlob.Matches(glob, columns[column])))
                    checks[column].Add(new(index, await RowCheckOfAsync(rule.Check, task, column, columns, cancellationToken)));
            }
        }

        return checks;
    }

    /// <summary>Fails when a name without a glob is not among the columns.</summary>
    public static void RequireColumns(IReadOnlyList<string> names, ProfileTask task, IReadOnlyList<string> columns)
    {
        if (names.FirstOrDefault(name => ColumnGlob.IsName(name) && !columns.Contains(name, StringComparer.Ordinal)) is not { } missing)
            return;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.SpecInvalid,
            Detail = FailureDetail.UnknownColumn,
            ObjectName = task.ObjectName,
            ColumnName = missing,
            Suggestion = NearestName.Of(missing, columns) ?? "",
        });
    }

    private async Task<RowCheck?> RowCheckOfAsync(
        QualityCheck check, ProfileTask task, int column, IReadOnlyList<string> columns, CancellationToken cancellationToken) => check switch
        {
            ExpressionCheck { Expression: var expression } => new ExpressionRowCheck(expression, column, columns),
            RangeCheck range => new RangeRowCheck(range),
            LengthCheck length => new LengthRowCheck(length),
            RegexCheck regex => new RegexRowCheck(regex),
            InSetCheck set => new KnownValueCheck(set.Values.Select(value => Hash64.Of(Encoding.UTF8.GetBytes(value))).ToHashSet()),
            ReferenceCheck reference => new KnownValueCheck(await references.ReadAsync(reference, task.Scratch, cancellationToken)),
            _ => null, // not_null, unique and freshness are read off the column
        };
}
