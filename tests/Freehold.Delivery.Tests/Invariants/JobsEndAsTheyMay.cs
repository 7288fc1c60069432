namespace Freehold.Delivery.Tests.Invariants;

/// <summary>Every accepted job is there and has ended, as what really happened to it allows.</summary>
internal sealed class JobsEndAsTheyMay : Invariant
{
    protected override IEnumerable<string> Violations(World world)
    {
        var jobs = world.Database.Query(
            "select id, state, manifest_uri, manifest_digest from jobs where project_id = $1",
            row => (Id: row.GetGuid(0), State: row.GetString(1), Uri: row.IsDBNull(2) ? null : row.GetString(2), Digest: row.IsDBNull(3) ? null : row.GetString(3)),
            world.Project);

        foreach (var lost in world.People.Accepted.Except(jobs.Select(job => job.Id)))
            yield return $"job {lost} was accepted and is not there";
        foreach (var unasked in jobs.Select(job => job.Id).Except(world.People.Accepted))
            yield return $"job {unasked} was made by nobody";

        foreach (var job in jobs)
        {
            var committed = world.Outputs.Find(job.Id);
            if (job.State is not ("succeeded" or "failed" or "cancelled"))
                yield return $"job {job.Id} ended as {job.State}";
            if (job.State is "succeeded" && (job.Uri is null || job.Uri != committed?.Uri || job.Digest != committed.Digest))
                yield return $"job {job.Id} succeeded with {job.Uri}; what was committed is {committed}";
            if (job.State is "cancelled" && !world.People.AskedToCancel.Contains(job.Id))
                yield return $"job {job.Id} was cancelled by nobody";
            if (job.State is not "cancelled" && world.People.Cancelled.Contains(job.Id))
                yield return $"job {job.Id} was to be cancelled and ended as {job.State}";
            if (job.State is "cancelled" && job.Uri is not null && job.Uri != committed?.Uri)
                yield return $"job {job.Id} was cancelled and names {job.Uri}; what was committed is {committed}";
        }
    }
}
