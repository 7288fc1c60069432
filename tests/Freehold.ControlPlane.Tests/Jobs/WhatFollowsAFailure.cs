using System.Reflection;
using Freehold.ControlPlane.Jobs;
using Freehold.JobContract.Failures;

namespace Freehold.ControlPlane.Tests.Jobs;

/// <summary>Of every code what it means for the job's retries, and after how many losses it ends all the same.</summary>
internal sealed class WhatFollowsAFailure
{
    // code or code/detail, class, and how often it may be lost that way
    private static readonly object[][] Table =
    [
        [FailureCode.BadInput, RetryClass.Permanent, 0],
        [FailureCode.InputMissing, RetryClass.Permanent, 0],
        [FailureCode.BucketDenied, RetryClass.Permanent, 0],
        [FailureCode.BucketDenied + "/expired_credentials", RetryClass.Infrastructure, 5],
        [FailureCode.BucketNotFound, RetryClass.Permanent, 0],
        [FailureCode.BucketUnavailable, RetryClass.Job, 0],
        [FailureCode.OutputUnwritable, RetryClass.Job, 0],
        [FailureCode.SpecInvalid, RetryClass.Permanent, 0],
        [FailureCode.SecretMissing, RetryClass.Permanent, 0],
        [FailureCode.TimeLimit, RetryClass.Job, 0],
        [FailureCode.OomKilled, RetryClass.Job, 0],
        [FailureCode.WorkerCrashed, RetryClass.Job, 0],
        [FailureCode.WorkerNotStarted, RetryClass.Job, 0],
        [FailureCode.Evicted, RetryClass.Infrastructure, 20],
        [FailureCode.Preempted, RetryClass.Infrastructure, 20],
        [FailureCode.NodeLost, RetryClass.Infrastructure, 20],
        [FailureCode.PodDeleted, RetryClass.Infrastructure, 5],
        [FailureCode.DiskExceeded, RetryClass.Job, 0],
        [FailureCode.AdmissionRefused, RetryClass.Permanent, 0],
        [FailureCode.ImagePull, RetryClass.Job, 0],
        [FailureCode.ImagePull + "/not_found", RetryClass.Permanent, 0],
        [FailureCode.ImagePull + "/invalid_name", RetryClass.Permanent, 0],
        [FailureCode.ImagePull + "/not_present", RetryClass.Permanent, 0],
        [FailureCode.ImagePull + "/unauthorized", RetryClass.Job, 0],
        [FailureCode.ImagePull + "/untrusted", RetryClass.Job, 0],
        [FailureCode.ImagePull + "/unreachable", RetryClass.Infrastructure, 5],
        [FailureCode.ImagePull + "/rate_limited", RetryClass.Infrastructure, 5],
        [FailureCode.AttemptLost, RetryClass.Permanent, 0],
        [FailureCode.Partition, RetryClass.Infrastructure, 5],
        [FailureCode.UnsupportedKind, RetryClass.Permanent, 0],
        [FailureCode.Policy, RetryClass.Permanent, 0],
        [FailureCode.QualityFailed, RetryClass.Permanent, 0],
        [FailureCode.CheckFailed, RetryClass.Permanent, 0],
        [FailureCode.Internal, RetryClass.Job, 0],
    ];

    [TestCaseSource(nameof(Table))]
    public void Is_told_by_its_code(string word, RetryClass expected, int mostLosses)
    {
        var (code, detail) = word.Split('/') is [var first, var second] ? (first, second) : (word, "");

        Assert.That(FailureCatalog.ClassOf(code, detail), Is.EqualTo(expected));
        if (expected is RetryClass.Infrastructure)
            Assert.That(LossBounds.Of(code), Is.EqualTo(mostLosses));
    }

    [Test]
    public void Is_known_of_every_code()
    {
        var codes = typeof(FailureCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.That(codes.Except(Table.Select(line => ((string)line[0]).Split('/')[0])), Is.Empty);
    }

    [TestCase(4L, 16L, 8L)]
    [TestCase(8L, 16L, 16L)]
    [TestCase(9L, 16L, 16L)]
    [TestCase(16L, 16L, null)]
    [TestCase(4L, null, null)]
    [TestCase(null, null, null)]
    [TestCase(long.MaxValue - 1, long.MaxValue, long.MaxValue)]
    public void Is_twice_the_memory_up_to_the_most_after_running_out_of_it(long? had, long? most, long? next)
    {
        Assert.That(MemoryGrowth.After(new() { Code = FailureCode.OomKilled }, had, most), Is.EqualTo(next));
        Assert.That(MemoryGrowth.After(new() { Code = FailureCode.OomKilled, Detail = FailureDetail.TaskMemory }, had, most), Is.EqualTo(next));
        Assert.That(MemoryGrowth.After(new() { Code = FailureCode.Evicted }, had, most), Is.Null);
    }
}
