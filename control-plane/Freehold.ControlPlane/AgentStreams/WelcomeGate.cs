using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Freehold.ControlPlane.AgentStreams;

/// <summary>
/// Lets a bounded number of streams at once do what costs the database something: prove who they are, and be welcomed. When
/// thousands of agents come at once, some wait a moment for their turn, and the others are told when to come back.
/// </summary>
internal sealed class WelcomeGate(IOptions<AgentStreamOptions> options, ReturnPacing pacing, AgentStreamMetrics metrics, TimeProvider time)
    : IDisposable
{
    /// <summary>Trailer with the whole milliseconds after which to come back.</summary>
    public const string RetryAfterTrailer = "freehold-retry-after";

    // Less than an agent's own patience with a stream on which nothing comes, which is 30 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _places = new(options.Value.WelcomesAtOnce);

    // Of their own, or those who are known would stand behind all who come after them.
    private readonly SemaphoreSlim _placesAgain = new(options.Value.WelcomesAtOnce);
    private readonly int _mostWaiting = options.Value.WelcomesWaiting;
    private int _waiting;

    /// <summary>Waits for a place. Dispose the result to give it back.</summary>
    /// <exception cref="RpcException">Too many wait already, or it took too long: UNAVAILABLE, with a time to come back.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            if (Interlocked.Increment(ref _waiting) > _mostWaiting)
                throw TurnAway("Too many agents come at once.");
            await _places.WaitAsync(over.Token);
            return new Place(_places);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TurnAway("Too many agents come at once.");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Waits for a place to be welcomed, as one that was let in before: it is not turned away any more, others are.</summary>
    public async Task<IDisposable> EnterAgainAsync(CancellationToken cancellationToken)
    {
        await _placesAgain.WaitAsync(cancellationToken);
        return new Place(_placesAgain);
    }

    /// <summary>The exception that ends a call now, and tells the agent when to come back.</summary>
    /// <param name="why">A sentence for its log.</param>
    public RpcException TurnAway(string why)
    {
        metrics.TurnedAway();
        var after = pacing.SendAway();
        return new(
            new Status(StatusCode.Unavailable, why),
            new Metadata { { RetryAfterTrailer, ((long)after.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) } });
    }

    public void Dispose()
    {
        _places.Dispose();
        _placesAgain.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
