using Freehold.JobContract.Failures;
using Freehold.JobContract.Profile;
using Freehold.Worker.Limits;
using Freehold.Worker.Profile.Checks;
using Freehold.Worker.Profile.Columns;
using Freehold.Worker.Profile.Reading;
using Freehold.Worker.Profile.Tables;
using Freehold.Worker.Rules;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Profile;

/// <summary>Profiles one object, reading it once. Memory depends on its columns, not on its rows.</summary>
internal sealed class FileProfile(ProfileSpec spec, EngineShare share, ReferenceValues references, TimeProvider time)
{
    private readonly SketchSizes _sizes = new(spec);

    /// <summary>
    /// 1. Finds the columns, and settles which are wanted and which rules each has.
    /// 2. Reads on one thread and works on the columns on the others.
    /// 3. Settles what each column is about, and forgets the values of those that are personal.
    /// </summary>
    /// <param name="task">The object.</param>
    /// <param name="onProgress">Told now and then how much is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="JobFailedException">The object or the spec does not let it succeed.</exception>
    public async Task<TableFacts> RunAsync(ProfileTask task, Action<double> onProgress, CancellationToken cancellationToken)
    {
        using var source = await RowSources.ForAsync(task, spec, share, cancellationToken);
        var names = await source.OpenAsync(cancellationToken); // 1
        ColumnLimits.Require(task.ObjectName, names);
        var wanted = Wanted(task, names);
        var chosen = wanted.Select(place => names[place]).ToList();

        var checks = await new CheckMaker(spec, references).MakeAsync(task, chosen, cancellationToken);
        var columns = chosen
            .Select((name, index) => new ColumnFacts(name, SketchSizes.Capacity(chosen.Count), _sizes.SampleCapacity(name)) { Checks = checks[index] })
            .ToList();

        var hashes = columns.Take(PairSearch.MostColumns).Select(_ => new ulong[PairSearch.Rows]).ToList();
        var crew = new ColumnCrew(columns, share.Threads, hashes);
        var hasMore = await RowPipe.RunAsync(source, wanted, crew.Add, onProgress, cancellationToken); // 2

        foreach (var column in columns) // 3
        {
            CheckFreshness(column);
            column.Classify(PersonalData.KindOf(column));
        }

        return new()
        {
            Objects = [task.ObjectName],
            Columns = columns,
            Rows = crew.Rows,
            Bytes = task.Bytes,
            IsSample = hasMore,
            Pairs = PairSearch.Find(hashes, (int)Math.Min(crew.Rows, PairSearch.Rows)),
        };
    }

    // Here, since the newest date of personal data is forgotten.
    private void CheckFreshness(ColumnFacts column)
    {
        var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        foreach (var check in column.Checks)
        {
            if (spec.Rules[check.Rule].Check is not FreshnessCheck { MaxAge: var age })
                continue;

            var isFresh = column.Times?.Moments.Most >= now - age.TotalSeconds;
            (check.Passed, check.Failed) = isFresh ? (1, 0) : (0, 1);
        }
    }

    private List<int> Wanted(ProfileTask task, IReadOnlyList<string> names)
    {
        CheckMaker.RequireColumns(spec.Columns, task, names);
        var wanted = Enumerable.Range(0, names.Count)
            .Where(place => spec.Columns.Count == 0 || spec.Columns.Any(glob => ColumnGlob.Matches(glob, names[place])))
            .ToList();
        return wanted.Count > 0 ? wanted : throw new JobFailedException(new Failure
        {
            Code = FailureCode.SpecInvalid,
            Detail = FailureDetail.NoColumns,
            ObjectName = task.ObjectName,
        });
    }
}
