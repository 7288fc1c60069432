using System.Text.Json;
using Freehold.Cli.Api;

namespace Freehold.Cli.Jobs;

/// <summary>
/// Follows a job to its end, whatever happens to the connection: as long as the job is not known to have ended, a broken
/// stream is opened again where it broke off, with a growing pause.
/// </summary>
internal sealed class JobWatch(FreeholdApi api, JobPaths paths, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private string? _lastEventId;
    private JobView? _last;

    /// <param name="patience">How long to follow at most; null: as long as the job lives.</param>
    /// <returns>The job after its end.</returns>
    /// <exception cref="CommandFailedException">The token is refused, the job is unknown, or patience ran out; the job goes on.</exception>
    public async Task<JobView> UntilEndAsync(string id, IJobDisplay display, TimeSpan? patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience ?? Timeout.InfiniteTimeSpan, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var silentStreams = 0;
        CommandFailedException? broken = null;

        try
        {
            while (true)
            {
                var heard = false;
                try
                {
                    await foreach (var job in StreamAsync(id, over.Token))
                    {
                        if (broken is not null)
                            display.Note("Connected again.");
                        (heard, broken, silentStreams) = (true, null, 0);
                        display.Show(job);
                        if (job.HasEnded)
                            return job;
                    }
                }
                catch (CommandFailedException e) when (e.ExitCode is ExitCode.Unreachable)
                {
                    if (broken is null)
                        display.Note($"{e.Message} The job goes on; trying again.");
                    broken = e;
                }

                // A stream that was heard may end at any time; the first new one may follow at once.
                silentStreams = heard ? 0 : silentStreams + 1;
                await Task.Delay(PauseAfter(silentStreams), time, over.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw broken is null
                ? new CommandFailedException(ExitCode.JobDidNotSucceed, $"Job {id} is {_last?.State ?? "unknown"} and has not ended within the time given by --timeout. It goes on.")
                : new CommandFailedException(ExitCode.Unreachable, $"{broken.Message} The time given by --timeout is over; the job goes on.");
        }
    }

    private async IAsyncEnumerable<JobView> StreamAsync(string id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in api.WatchAsync(paths.Watch(id), _lastEventId, cancellationToken))
        {
            if (item.EventId is { Length: > 0 } eventId)
                _lastEventId = eventId;
            if (item.Data.Length == 0 || item.EventType is not ("job" or "message"))
                continue;

            _last = Json.Read<JobView>(Parse(item.Data));
            yield return _last;
        }
    }

    private static JsonElement Parse(string data)
    {
        try
        {
            return JsonDocument.Parse(data).RootElement;
        }
        catch (JsonException)
        {
            throw new CommandFailedException(ExitCode.Unreachable, "The control plane sent an event that is not JSON.");
        }
    }

    // Full jitter: a thousand scripts that lost the same server do not come back in step.
    private static TimeSpan PauseAfter(int silentStreams)
    {
        var most = ShortestPause * Math.Pow(2, Math.Min(silentStreams, 10));
        return Random.Shared.NextDouble() * (most < LongestPause ? most : LongestPause);
    }
}
