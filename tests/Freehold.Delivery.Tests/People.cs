using Freehold.ControlPlane.Database;
using Freehold.ControlPlane.Jobs;
using Freehold.ControlPlane.Submission;
using Freehold.Delivery.Tests.Agents;
using Freehold.Delivery.Tests.Replicas;
using Freehold.JobContract.Documents;

namespace Freehold.Delivery.Tests;

/// <summary>Who submits jobs and cancels them, and remembers what the control plane has promised.</summary>
internal sealed class People(World world)
{
    private readonly List<Submission> _submissions = [];

    /// <summary>Jobs that were accepted, in the order of their submission.</summary>
    public IReadOnlyList<Guid> Accepted => [.. _submissions.Where(submission => submission.Job is not null).Select(submission => submission.Job!.Value)];

    /// <summary>Jobs whose cancellation was answered.</summary>
    public HashSet<Guid> Cancelled { get; } = [];

    /// <summary>Jobs whose cancellation was asked for, answered or not.</summary>
    public HashSet<Guid> AskedToCancel { get; } = [];

    /// <summary>Whether every submission was answered.</summary>
    public bool HaveAllAnswers => _submissions.TrueForAll(submission => submission.Job is not null);

    /// <summary>Submits a job through a replica.</summary>
    /// <param name="settings">Further lines of the document.</param>
    public void Submit(Machine machine, Replica replica, WorkerScript script, string settings)
    {
        var name = $"job-{_submissions.Count}";
        world.Scripts[name] = script;
        var read = JobDocumentReader.Read($$"""
            kind: transform
            name: {{name}}
            agent: {{machine.Settings.Label}}
            input: file:///data/in.csv
            output: file:///data/out
            spec: {key: {secret: transform/key}, rules: [{columns: email, action: pseudonym, domain: person}]}
            {{settings}}
            """, DocumentUse.Submission);
        var document = read.Document ?? throw new InvalidOperationException(string.Join("; ", read.Problems));
        var submission = new Submission(machine, document);
        _submissions.Add(submission);
        Send(submission, replica);
    }

    /// <summary>Sends a submission once more, with its key, as one does who got no answer.</summary>
    public void Repeat(int which, Replica replica)
    {
        if (_submissions.Count > 0)
            Send(_submissions[which % _submissions.Count], replica);
    }

    /// <summary>Sends what was not answered once more.</summary>
    public void RepeatUnanswered(Replica replica)
    {
        foreach (var submission in _submissions.Where(submission => submission.Job is null))
            Send(submission, replica);
    }

    public void Cancel(Guid job, Replica replica)
    {
        if (!replica.IsOpen)
            return;

        try
        {
            AskedToCancel.Add(job);
            var outcome = replica.Get<JobCancellation>().CancelAsync(world.Project, job, CancellationToken.None).InTime().GetAwaiter().GetResult();
            if (outcome is CancelOutcome.NotFound)
                throw new InvariantViolatedException($"job {job} was accepted and is not there");
            if (outcome is not CancelOutcome.AlreadyFinished)
                Cancelled.Add(job);
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            // No answer: nothing was promised.
        }
    }

    private void Send(Submission submission, Replica replica)
    {
        if (!replica.IsOpen)
            return;

        try
        {
            var stored = replica.Get<SubmissionIntake>().SubmitAsync(
                [new()
                {
                    ProjectId = world.Project,
                    AgentId = submission.Machine.AgentId,
                    Document = submission.Document,
                    SubmittedBy = "model",
                    CorrelationId = "c-1",
                    TraceParent = null,
                    IdempotencyKey = submission.Document.Name,
                }],
                CancellationToken.None).InTime().GetAwaiter().GetResult().Single();
            if (submission.Job is { } earlier && earlier != stored.JobId)
                throw new InvariantViolatedException($"one key made two jobs, {earlier} and {stored.JobId}");

            submission.Job = stored.JobId;
        }
        catch (Exception e) when (DatabaseOutage.IsCauseOf(e))
        {
            // No answer: it will be sent again.
        }
    }

    private sealed record Submission(Machine Machine, JobDocument Document)
    {
        public Guid? Job { get; set; }
    }
}
