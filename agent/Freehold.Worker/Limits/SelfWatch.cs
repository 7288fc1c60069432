using Freehold.JobContract.Failures;

namespace Freehold.Worker.Limits;

/// <summary>
/// Watches a task from within the process that does it, on a thread of its own: the pool's may all be at work when it is needed.
/// </summary>
/// <remarks>
/// A task that goes too far is told to end. One that does not heed that, because it decodes a hostile file in native code or waits
/// for a file that does not answer, ends with the process: after <see cref="Patience"/>, or as soon as memory is out of hand.
/// </remarks>
internal sealed class SelfWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<Failure> _exceeded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _over = new();
    private readonly TaskWatch _watch;
    private readonly Action<Failure> _lastWords;
    private readonly Thread _thread;

    private SelfWatch(TaskWatch watch, Action<Failure> lastWords)
    {
        _watch = watch;
        _lastWords = lastWords;
        _thread = new Thread(Watch) { IsBackground = true, Name = "limits" };
    }

    /// <summary>Completes with the task's failure when it has gone too far; else never.</summary>
    public Task<Failure> Exceeded => _exceeded.Task;

    /// <summary>Begins to watch.</summary>
    /// <param name="watch">What is watched.</param>
    /// <param name="lastWords">Says what happened and ends the process. Called from the watching thread.</param>
    public static SelfWatch Start(TaskWatch watch, Action<Failure> lastWords)
    {
        var self = new SelfWatch(watch, lastWords);
        self._thread.Start();
        return self;
    }

    /// <summary>The task has ended: nothing more is watched, and the process is not ended.</summary>
    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    private void Watch()
    {
        Failure? failure;
        do
        {
            if (_over.Wait(TaskWatch.BetweenLooks))
                return;
            failure = _watch.Look();
        }
        while (failure is null);
        _exceeded.SetResult(failure);

        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (Environment.TickCount64 < deadline && !_watch.IsOutOfHand())
        {
            if (_over.Wait(TaskWatch.BetweenLooks))
                return;
        }

        _lastWords(failure);
    }
}
