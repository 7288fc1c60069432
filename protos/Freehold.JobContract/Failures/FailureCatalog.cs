namespace Freehold.JobContract.Failures;

/// <summary>What people read about a failure.</summary>
/// <param name="Sentence">What happened, naming the place; one sentence.</param>
/// <param name="Remedy">What to do; one sentence.</param>
public sealed record FailureText(string Sentence, string Remedy);

/// <summary>
/// Makes sentences of failures. The words are made here, from closed lists and places, so that no text that a worker wrote
/// ever needs to leave the customer's cluster.
/// </summary>
public static class FailureCatalog
{
    /// <summary>Whether another attempt can help. Unknown codes count as the job's own.</summary>
    public static RetryClass ClassOf(string code, string detail) => code switch
    {
        // A worker's credentials live for some hours: the next attempt gets new ones, and goes on with the files that are not done.
        FailureCode.BucketDenied when detail is FailureDetail.ExpiredCredentials => RetryClass.Infrastructure,
        // What a person has to put right, and what passes by itself.
        FailureCode.ImagePull when detail is FailureDetail.NotFound or FailureDetail.InvalidName or FailureDetail.NotPresent => RetryClass.Permanent,
        FailureCode.ImagePull when detail is FailureDetail.Unreachable or FailureDetail.RateLimited => RetryClass.Infrastructure,
        FailureCode.BadInput or FailureCode.InputMissing or FailureCode.SpecInvalid or FailureCode.SecretMissing
            or FailureCode.BucketDenied or FailureCode.BucketNotFound or FailureCode.AdmissionRefused or FailureCode.UnsupportedKind
            or FailureCode.Policy or FailureCode.AttemptLost or FailureCode.QualityFailed => RetryClass.Permanent,
        FailureCode.Evicted or FailureCode.Preempted or FailureCode.NodeLost or FailureCode.PodDeleted or FailureCode.Partition => RetryClass.Infrastructure,
        _ => RetryClass.Job,
    };

    /// <summary>The sentence and the remedy. Never throws, also for words of a newer version.</summary>
    public static FailureText Describe(Failure failure)
    {
        var text = Text(failure);
        return text with { Sentence = OneLine.Of(text.Sentence) };
    }

    private static FailureText Text(Failure failure) => failure.Code switch
    {
        FailureCode.BadInput => BadInputTexts.Describe(failure),
        FailureCode.SpecInvalid => SpecTexts.Describe(failure),
        FailureCode.InputMissing when failure.Detail is FailureDetail.NoMatch => new(
            $"No object matches {Named(failure)}.", "Check the input's path and glob; matching is case-sensitive."),
        FailureCode.InputMissing => new(
            $"The input {Named(failure)} is not there.", "Check the input's path as the worker sees it."),
        FailureCode.BucketDenied or FailureCode.BucketNotFound or FailureCode.BucketUnavailable => BucketTexts.Describe(failure),
        FailureCode.OutputUnwritable when failure.Detail is FailureDetail.DiskFull => new(
            $"No space is left for {Named(failure)}.", "Free space at the output or raise resources.disk, then retry."),
        FailureCode.OutputUnwritable when failure.Detail is FailureDetail.DiskLimit => new(
            $"{Named(failure)} needs more scratch space than its share.", "Raise resources.disk, or lower parallelism."),
        FailureCode.OutputUnwritable => new(
            $"The output {Named(failure)} could not be written.", "Check the output's path and the worker's right to write there."),
        FailureCode.SecretMissing when failure.Detail is FailureDetail.TooShort => new(
            $"The secret {Named(failure)} is shorter than {failure.Expected} bytes.", "Put a longer random value into it, for example from openssl rand -hex 32."),
        FailureCode.SecretMissing when failure.Detail is FailureDetail.NotAKey => new(
            $"The secret {Named(failure)} does not hold a key of {failure.Expected} hex digits.", "Put one into it, for example from openssl rand -hex 32, or leave out the rule's key."),
        FailureCode.SecretMissing => new(
            $"The secret {Named(failure)} is not there.", "Create the Kubernetes Secret, or set its environment variable for the process executor."),
        FailureCode.TimeLimit when failure.Detail is FailureDetail.TaskTimeLimit => new(
            $"{Named(failure)} took longer than taskTimeLimit.", "Raise taskTimeLimit, or set badFiles: quarantine to go on without such files."),
        FailureCode.TimeLimit => new(
            "The attempt ran longer than the job's time limit.", "Raise timeLimit, or split the input."),
        FailureCode.OomKilled when failure.Detail is FailureDetail.TaskMemory => new(
            $"{Named(failure)} needs more memory than its share.", "Raise resources.memory, or lower parallelism."),
        FailureCode.OomKilled => new(
            $"The worker ran out of memory{ClusterTexts.Memory(failure)}.", "Raise resources.memory or set resources.maxMemory, or lower parallelism."),
        FailureCode.WorkerCrashed => new(
            $"The worker ended without a result{Ending(failure)}.", "Look at the worker's log beside the output; if it happens again, report it."),
        FailureCode.WorkerNotStarted when failure.Detail is FailureDetail.StartError => new(
            "The worker's container could not be started.", "Look at the events of the worker's pod; check Workers:Image and Workers:RunAsUser."),
        FailureCode.WorkerNotStarted when failure.Detail is FailureDetail.VolumeNotMounted => new(
            "A volume of the worker's pod could not be mounted.", "Look at the events of the worker's pod; check its storage class."),
        FailureCode.WorkerNotStarted => new(
            "The worker could not be started.", "Check the agent's executor settings: the worker's path or image."),
        FailureCode.ImagePull or FailureCode.Evicted or FailureCode.Preempted or FailureCode.NodeLost or FailureCode.PodDeleted => ClusterTexts.Describe(failure),
        FailureCode.DiskExceeded => new("The worker used more scratch space than it was given.", "Raise resources.disk, or split the input."),
        FailureCode.AdmissionRefused => new(
            "The cluster's rules refuse the worker's pod.", "Look at the events of the Job in the agent's namespace: limits, pod security, policies, service account."),
        FailureCode.AttemptLost => new(
            "The agent lost its attempts at this job too many times.", "Check that the agent keeps its state directory, then retry."),
        FailureCode.Partition => new(
            "The agent was cut off from the control plane for too long.",
            "Check the agent's network, then retry; with onPartition: keep a job waits for its agent."),
        FailureCode.UnsupportedKind => new(
            "The agent cannot run this kind of job.", "Choose another agent, or upgrade this one."),
        FailureCode.Policy => new(
            $"The customer's policy forbids this job{Rule(failure)}.", "Ask the owner of the agent's policy, or change the job."),
        FailureCode.QualityFailed => new(
            $"The data does not keep {failure.Found} of {failure.Expected} rules.",
            "Run the profile without failOnRules to see which, correct the data or the thresholds."),
        _ => new($"The job failed ({failure.Code}).", "Look at the worker's log beside the output, and report it with the job's id."),
    };

    internal static string Named(Failure failure) => failure.ObjectName.Length == 0 ? "(unnamed)" : failure.ObjectName;

    private static string Rule(Failure failure) => failure.ObjectName.Length == 0 ? "" : $" (rule {failure.ObjectName})";

    private static string Ending(Failure failure) => failure switch
    {
        { Signal: 9 } => " (killed by signal 9: from outside, or for too much memory)",
        { Signal: > 0 } => $" (signal {failure.Signal})",
        { ExitCode: { } code } => $" (exit code {code})",
        _ => "",
    };
}
