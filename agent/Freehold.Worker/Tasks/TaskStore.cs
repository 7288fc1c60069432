using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Freehold.Buckets;
using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tasks;

/// <summary>
/// What the attempts of a job leave each other beside the output: the plan, the records of finished tasks, and a mark of each
/// attempt. Everything is written once, on condition that it is not there.
/// </summary>
internal sealed class TaskStore(IBucket bucket, string jobId, int attempt)
{
    private const int ReadersAtOnce = 16;

    /// <summary>Name of the plan.</summary>
    public string PlanName => $"{jobId}/plan.json";

    /// <summary>What the names of records begin with.</summary>
    public string RecordPrefix => $"{jobId}/tasks/";

    /// <summary>What the names of the attempts' marks begin with.</summary>
    public string MarkPrefix => $"{jobId}/attempts/";

    /// <summary>Says that this attempt is at work, so that an earlier one that ends late leaves the job's files alone.</summary>
    public Task MarkAsync(CancellationToken cancellationToken) =>
        bucket.PutIfAbsentAsync($"{MarkPrefix}{attempt}.json", "{}"u8.ToArray(), cancellationToken);

    /// <summary>Whether an attempt with a higher number has begun.</summary>
    public async Task<bool> HasLaterAttemptAsync(CancellationToken cancellationToken)
    {
        await foreach (var mark in bucket.ListAsync(MarkPrefix, deep: false, cancellationToken))
        {
            if (NumberOf(mark.Name) > attempt)
                return true;
        }

        return false;
    }

    /// <summary>The plan, or null when none is made yet.</summary>
    /// <exception cref="JobFailedException">It was made for another document.</exception>
    public async Task<JobPlan?> ReadPlanAsync(string configDigest, CancellationToken cancellationToken)
    {
        if (await bucket.ReadAsync(PlanName, cancellationToken) is not { } stored)
            return null;

        var plan = JsonSerializer.Deserialize(stored, TaskJson.Default.JobPlan) ?? throw new JsonException("A plan is an object.");
        return string.Equals(plan.ConfigDigest, configDigest, StringComparison.Ordinal)
            ? plan
            : throw new JobFailedException(new Failure
            {
                Code = FailureCode.SpecInvalid,
                Detail = FailureDetail.DigestConflict,
                ObjectName = bucket.AddressOf(PlanName),
            });
    }

    /// <summary>Stores a plan, unless another attempt has: then that one's counts.</summary>
    /// <returns>The job's plan.</returns>
    public async Task<JobPlan> PutPlanAsync(JobPlan plan, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(plan, TaskJson.Default.JobPlan);
        if (await bucket.PutIfAbsentAsync(PlanName, content, cancellationToken))
            return plan;

        return await ReadPlanAsync(plan.ConfigDigest, cancellationToken)
            ?? throw new BucketException(BucketError.Unavailable, bucket.AddressOf(PlanName));
    }

    /// <summary>Stores a record, unless there is one: then that one counts.</summary>
    /// <returns>The task's record.</returns>
    public async Task<TaskRecord> PutAsync(TaskRecord record, CancellationToken cancellationToken)
    {
        var name = NameOf(record.Index);
        var content = JsonSerializer.SerializeToUtf8Bytes(record, TaskJson.Default.TaskRecord);
        if (await bucket.PutIfAbsentAsync(name, content, cancellationToken))
            return record;

        return await ReadAsync(name, cancellationToken) ?? throw new BucketException(BucketError.Unavailable, bucket.AddressOf(name));
    }

    /// <summary>The record of one task, if its files are all there; without them it is removed, so that the task is done again.</summary>
    public async Task<TaskRecord?> FindAsync(int index, CancellationToken cancellationToken)
    {
        if (await ReadAsync(NameOf(index), cancellationToken) is not { } record)
            return null;

        foreach (var file in record.Files)
        {
            if ((await bucket.FindAsync($"{jobId}/{file.Name}", cancellationToken))?.Bytes == file.Bytes)
                continue;
            await bucket.DeleteAsync(NameOf(index), cancellationToken);
            return null;
        }

        return record;
    }

    /// <summary>Leaves word that an index has failed for good in this attempt.</summary>
    public Task PutFailureAsync(int index, Failure failure, CancellationToken cancellationToken) => bucket.PutIfAbsentAsync(
        string.Create(CultureInfo.InvariantCulture, $"{RecordPrefix}{index:D6}{FailureEnd}"),
        JsonSerializer.SerializeToUtf8Bytes(new(index, failure), TaskJson.Default.FailedIndex),
        cancellationToken);

    /// <summary>The first index that has failed for good in this attempt; null when none has.</summary>
    public async Task<FailedIndex?> FindFailureAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var item in bucket.ListAsync(RecordPrefix, deep: false, cancellationToken))
        {
            if (item.Name.EndsWith(FailureEnd, StringComparison.Ordinal))
                names.Add(item.Name);
        }

        names.Sort(StringComparer.Ordinal);
        return names.Count > 0 && await bucket.ReadAsync(names[0], cancellationToken) is { } stored
            ? JsonSerializer.Deserialize(stored, TaskJson.Default.FailedIndex)
            : null;
    }

    /// <summary>
    /// The records whose files are all there, by task. A record without its files (an attempt that ended late has deleted them)
    /// is removed, so that the task is done again.
    /// </summary>
    public async Task<IReadOnlyDictionary<int, TaskRecord>> TakeStockAsync(JobPlan plan, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var item in bucket.ListAsync(RecordPrefix, deep: false, cancellationToken))
        {
            if (NumberOf(item.Name) is { } index && index >= 0 && index < plan.Tasks.Count)
                names.Add(item.Name);
        }

        if (names.Count == 0)
            return new Dictionary<int, TaskRecord>();

        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var item in bucket.ListAsync($"{jobId}/", deep: true, cancellationToken))
            sizes[item.Name] = item.Bytes;

        var records = new ConcurrentDictionary<int, TaskRecord>();
        var reading = new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(names, reading, async (name, cancellation) =>
        {
            if (await ReadAsync(name, cancellation) is not { } record)
                return;
            if (record.Files.All(file => sizes.TryGetValue($"{jobId}/{file.Name}", out var bytes) && bytes == file.Bytes))
                records[record.Index] = record;
            else
                await bucket.DeleteAsync(name, cancellation);
        });
        return records;
    }

    /// <summary>The number in the name of a record or a mark; null when it is neither.</summary>
    private static int? NumberOf(string name) =>
        name.EndsWith(".json", StringComparison.Ordinal)
        && int.TryParse(Path.GetFileNameWithoutExtension(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private string FailureEnd => string.Create(CultureInfo.InvariantCulture, $".failed-{attempt}.json");

    private string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{RecordPrefix}{index:D6}.json");

    private async Task<TaskRecord?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await bucket.ReadAsync(name, cancellationToken) is { } stored
            ? JsonSerializer.Deserialize(stored, TaskJson.Default.TaskRecord)
            : null;
}
