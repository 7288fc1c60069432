using Freehold.JobContract.Profile;
using Freehold.JobContract.Transform;
using Freehold.Worker.Csv;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Profile.Reading;

/// <summary>The source of each format.</summary>
internal static class RowSources
{
    public static IRowSource For(ProfileTask task, ProfileSpec spec, EngineShare share) => task.Format switch
    {
        DataFormat.Csv => new CsvRows(task, CsvFormat.For(spec.Csv, task.FileName)),
        _ => new EngineRows(task, share),
    };
}
