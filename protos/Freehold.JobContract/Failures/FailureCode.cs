namespace Freehold.JobContract.Failures;

/// <summary>
/// Why a job did not succeed: a closed list of stable words, used in events, API, CLI and alerts. Codes may be added, never
/// renamed. docs/failures.md explains each.
/// </summary>
public static class FailureCode
{
    /// <summary>The input cannot be read as what it claims to be.</summary>
    public const string BadInput = "bad_input";

    /// <summary>Nothing lies where the input should be.</summary>
    public const string InputMissing = "input_missing";

    /// <summary>A store, folder or file refused access.</summary>
    public const string BucketDenied = "bucket_denied";

    /// <summary>No bucket of that name, or none in that region.</summary>
    public const string BucketNotFound = "bucket_not_found";

    /// <summary>A store could not be reached, or broke off.</summary>
    public const string BucketUnavailable = "bucket_unavailable";

    /// <summary>The output could not be written, for example because the disk is full.</summary>
    public const string OutputUnwritable = "output_unwritable";

    /// <summary>The job document cannot be run.</summary>
    public const string SpecInvalid = "spec_invalid";

    /// <summary>A secret that the document names is not there, or too short.</summary>
    public const string SecretMissing = "secret_missing";

    /// <summary>The attempt ran into the job's time limit.</summary>
    public const string TimeLimit = "time_limit";

    /// <summary>The worker was ended for using too much memory, or ran into its engine's memory limit.</summary>
    public const string OomKilled = "oom_killed";

    /// <summary>The worker ended without a result.</summary>
    public const string WorkerCrashed = "worker_crashed";

    /// <summary>The worker could not be started.</summary>
    public const string WorkerNotStarted = "worker_not_started";

    /// <summary>The node or pod was taken away.</summary>
    public const string Evicted = "evicted";

    /// <summary>A pod of higher priority took the worker's place.</summary>
    public const string Preempted = "preempted";

    /// <summary>Nothing was heard of the worker's node for too long, or it was taken out of the cluster.</summary>
    public const string NodeLost = "node_lost";

    /// <summary>Somebody deleted the worker's pod or Job.</summary>
    public const string PodDeleted = "pod_deleted";

    /// <summary>The worker used more scratch space than it was given.</summary>
    public const string DiskExceeded = "disk_exceeded";

    /// <summary>The cluster's rules refuse the worker's pod.</summary>
    public const string AdmissionRefused = "admission_refused";

    /// <summary>The worker's image could not be pulled.</summary>
    public const string ImagePull = "image_pull";

    /// <summary>The agent lost the attempt (its state was lost), too many times.</summary>
    public const string AttemptLost = "attempt_lost";

    /// <summary>Agent and control plane could not hear each other for too long, and the job does not wait for that to end.</summary>
    public const string Partition = "partition";

    /// <summary>The agent cannot run this kind of job.</summary>
    public const string UnsupportedKind = "unsupported_kind";

    /// <summary>The customer's policy forbids the job.</summary>
    public const string Policy = "policy";

    /// <summary>The data does not keep rules of a profile that was told to fail then.</summary>
    public const string QualityFailed = "quality_failed";

    /// <summary>A check has found that a right is missing.</summary>
    public const string CheckFailed = "check_failed";

    /// <summary>A bug in Freehold, not in the job.</summary>
    public const string Internal = "internal";
}
