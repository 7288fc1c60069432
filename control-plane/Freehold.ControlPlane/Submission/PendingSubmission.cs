namespace Freehold.ControlPlane.Submission;

/// <summary>Jobs of one request on their way into the database.</summary>
internal sealed class PendingSubmission(IReadOnlyList<NewJob> jobs)
{
    // The requests go on elsewhere: whoever stores the next batch does not wait for them.
    private readonly TaskCompletionSource<IReadOnlyList<StoredJob>> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<NewJob> Jobs => jobs;

    /// <summary>What became of each job, in order; fails when the database did.</summary>
    public Task<IReadOnlyList<StoredJob>> Stored => _stored.Task;

    public void Complete(IReadOnlyList<StoredJob> stored) => _stored.TrySetResult(stored);

    public void Fail(Exception exception) => _stored.TrySetException(exception);
}
