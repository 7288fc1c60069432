using Polly;
using Polly.Retry;

namespace Freehold.Buckets.Remote;

/// <summary>Asks a store again where that is worth it, and says in our words what it answered in the end.</summary>
internal sealed class StoreCalls
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly IObjectStore _store;
    private readonly ResiliencePipeline _retries;

    /// <param name="addressOf">Address of a key, for errors.</param>
    public StoreCalls(IObjectStore store, Func<string, string> addressOf, TimeProvider time)
    {
        _store = store;
        AddressOf = addressOf;
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            // Six requests in about ten seconds: enough for a burst over a limit, short enough to fail within a job's patience.
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(250),
            MaxDelay = LongestPause,
            UseJitter = true,
            ShouldHandle = outcome => ValueTask.FromResult(
                !outcome.Context.CancellationToken.IsCancellationRequested && outcome.Outcome.Exception is { } e && _store.FaultOf(e) is { IsTransient: true }),
            DelayGenerator = outcome => ValueTask.FromResult(PauseAsked(outcome.Outcome.Exception)),
        }).Build();
    }

    /// <summary>Address of a key, for people.</summary>
    public Func<string, string> AddressOf { get; }

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="action">What is being done, for errors.</param>
    /// <param name="key">The key concerned.</param>
    /// <param name="askAsync">One request; may be called several times.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BucketException">The store refused or failed.</exception>
    public async Task<T> AskAsync<T>(
        BucketAction action, string key, Func<CancellationToken, Task<T>> askAsync, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.ExecuteAsync(
                static async (ask, cancellation) => await ask(cancellation), askAsync, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && _store.FaultOf(e) is { } fault)
        {
            // Without the cause: clients of stores quote whole requests in their texts.
            throw Refused(fault.Error, action, key, fault.Answer);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException && _store.FaultOf(e) is not null)
        {
            // A request that is cut off may say so in many ways.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <inheritdoc cref="AskAsync{T}"/>
    public Task AskAsync(BucketAction action, string key, Func<CancellationToken, Task> askAsync, CancellationToken cancellationToken) =>
        AskAsync(
            action, key,
            async cancellation =>
            {
                await askAsync(cancellation);
                return true;
            },
            cancellationToken);

    /// <summary>The error to throw for a key.</summary>
    public BucketException Refused(BucketError error, BucketAction action, string key, string answer) =>
        new(error, AddressOf(key), action, _store.Identity, answer);

    // Null takes the pause that is due by the number of tries.
    private TimeSpan? PauseAsked(Exception? e) => e is not null && _store.FaultOf(e)?.RetryAfter is { } asked
        ? asked < LongestPause ? asked : LongestPause
        : null;
}
