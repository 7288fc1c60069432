namespace Freehold.Agent.Kubernetes;

/// <summary>
/// How many requests may be sent: a token bucket. It keeps the time at which the bucket would be empty, so there is no timer.
/// </summary>
/// <param name="perSecond">Tokens that come in a second.</param>
/// <param name="burst">Tokens that the bucket holds.</param>
/// <remarks>Safe from any thread; requests are served in the order of their calls.</remarks>
internal sealed class RequestBudget(int perSecond, int burst, TimeProvider time)
{
    private readonly TimeSpan _cost = TimeSpan.FromSeconds(1.0 / perSecond);
    private readonly TimeSpan _room = TimeSpan.FromSeconds((burst - 1.0) / perSecond);
    private readonly long _begin = time.GetTimestamp();
    private readonly Lock _gate = new();

    // When, counted from the beginning, all requests let through so far are paid for.
    private TimeSpan _paid;

    /// <summary>Takes a token.</summary>
    /// <returns>How long to wait before the request may be sent; zero most of the time.</returns>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_begin);
            var from = _paid > now ? _paid : now;
            _paid = from + _cost;
            var wait = from - _room - now;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }
}
