using System.Security.Cryptography;
using Freehold.Hosting.Watchdogs;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Kubernetes;

/// <summary>
/// Keeps a sink equal to what the API server has, for as long as it runs:
/// <list type="number">
/// <item>list everything, page by page;</item>
/// <item>watch from there; bookmarks move the version on while nothing happens;</item>
/// <item>when the watch ends, go on at the last version, or list again when the server has forgotten it.</item>
/// </list>
/// </summary>
internal sealed class ResourceWatch<T>(
    ResourceKind<T> kind, IResourceSink<T> sink, KubernetesMetrics metrics, TimeProvider time, ILogger log, LoopWatch loop)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private const int PageSize = 500;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(5);

    // A server that neither ends a watch when it was asked to nor says anything is not there any more.
    private static readonly TimeSpan SilenceMargin = TimeSpan.FromSeconds(30);

    private string? _version;
    private int _failures;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            loop.WentRound();

            // 1.
            if (_version is null && !await TryListAsync(stopping))
            {
                await PauseAsync(stopping);
                continue;
            }

            // 2.
            loop.Waits();
            var ending = await WatchUntilEndAsync(_version!, stopping);

            // 3.
            if (ending is WatchEnding.Expired)
                _version = null;
            if (ending is WatchEnding.Broken)
                await PauseAsync(stopping);
        }
    }

    private async Task<bool> TryListAsync(CancellationToken stopping)
    {
        try
        {
            var all = new List<T>();
            ResourcePage<T>? page = null;
            do
            {
                page = await kind.List(PageSize, page?.Continue, stopping);
                all.AddRange(page.Items);
                loop.WentRound();
            }
            while (page.Continue is not null);

            sink.Replace(all);
            _version = page.Version;
            metrics.Listed(kind.Name);
            log.Listed(kind.Name, all.Count);
            return true;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, stopping))
        {
            // Also a list that took so long that its pages expired: it begins anew.
            log.ListFailed(kind.Name, ApiFailure.Of(e));
            _failures++;
            return false;
        }
    }

    private async Task<WatchEnding> WatchUntilEndAsync(string from, CancellationToken stopping)
    {
        // Not all watches of all agents end in the same moment.
        var seconds = (int)LongestWatch.TotalSeconds - RandomNumberGenerator.GetInt32(60);
        using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(seconds) + SilenceMargin, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, silence.Token);
        Exception? said = null;

        try
        {
            await foreach (var (type, resource) in kind.Watch(from, seconds, e => said = e, over.Token))
            {
                _failures = 0;
                _version = resource.Metadata.ResourceVersion;
                Take(type, resource);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return WatchEnding.Stopping;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, stopping))
        {
            said = e;
        }

        return said is null ? WatchEnding.Closed : Diagnose(said);
    }

    private void Take(WatchEventType type, T resource)
    {
        if (type is WatchEventType.Added or WatchEventType.Modified)
            sink.Set(resource);
        else if (type is WatchEventType.Deleted)
            sink.Remove(resource);
    }

    private WatchEnding Diagnose(Exception said)
    {
        var failure = ApiFailure.Of(said);
        if (failure.IsGone)
        {
            log.WatchExpired(kind.Name);
            return WatchEnding.Expired;
        }

        log.WatchBroken(kind.Name, failure);
        _failures++;
        return WatchEnding.Broken;
    }

    private Task PauseAsync(CancellationToken stopping)
    {
        loop.Waits();
        var longest = FirstPause * Math.Pow(2, Math.Min(_failures - 1, 5));
        var pause = (longest < LongestPause ? longest : LongestPause) * (0.5 + RandomNumberGenerator.GetInt32(1000) / 2000.0);
        return Task.Delay(pause, time, stopping);
    }
}
