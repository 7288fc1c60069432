using Freehold.Worker.Profile.Report;

namespace Freehold.Worker.Tests.Profile;

/// <summary>Profiles run on a bench, and their reports.</summary>
internal static class ProfileBench
{
    /// <summary>Runs a profile over <c>in/*</c>; <paramref name="spec"/> are lines under <c>spec</c>.</summary>
    public static Task<BenchRun> ProfileAsync(this WorkBench bench, string spec = "", string input = "in/*", string more = "", string jobId = "job")
    {
        var path = bench.PathOf($"profile-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, $"""
            kind: profile
            input: file://{bench.Root}/{input}
            output: file://{bench.OutputFolder}/
            {more}
            {(spec.Length == 0 ? "" : $"spec: {{{spec}}}")}

            """);
        return bench.RunDocumentAsync(path, attempt: 1, jobId, CancellationToken.None);
    }

    public static ProfileReport Report(this WorkBench bench, string jobId = "job") =>
        ProfileReport.Parse(File.ReadAllBytes(bench.OutputPath("profile.json", jobId)));

    public static string Page(this WorkBench bench, string jobId = "job") => bench.Output("profile.html", jobId);

    public static TableReport Table(this ProfileReport report, string name) =>
        report.Tables.Single(table => string.Equals(table.Name, name, StringComparison.Ordinal));

    public static ColumnReport Column(this ProfileReport report, string name) =>
        report.Tables.SelectMany(table => table.Columns).Single(column => string.Equals(column.Name, name, StringComparison.Ordinal));
}
