using System.Net;
using Freehold.Agent.Kubernetes;
using Freehold.Agent.Startup;
using k8s.Models;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Leadership.Leases;

/// <summary>
/// Who holds a Lease of the cluster leads, as with client-go's leader election: a standby takes it when it has not changed for its duration,
/// and a leader stops leading some seconds before that when it cannot renew. One caller at a time.
/// </summary>
internal sealed class LeaseLeadership(
    LeaseObject lease, LeadTerm term, IOptions<LeaseOptions> options, IOptions<AgentOptions> agent, TimeProvider time, ILogger<LeaseLeadership> log) : ILeadership
{
    private const double Jitter = 0.2;

    // A request that hangs must not use up the time in which another one could renew.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);

    // New with each process: one that was replaced by another of its name must not be taken for it.
    private readonly string _identity = $"{agent.Value.ReplicaName}_{Guid.NewGuid():N}";
    private readonly LeaseHolding _holding = new(time);
    private V1Lease? _mine;
    private bool _isAway;

    public LeadTerm Term => term;

    public TimeSpan NextTry { get; private set; }

    public async Task<bool> TryLeadAsync(CancellationToken cancellationToken)
    {
        NextTry = options.Value.RetryPeriod * (1 + (Jitter * Random.Shared.NextDouble()));
        var asked = time.GetTimestamp();
        try
        {
            // 1. Who leads renews what it wrote last, one request; all others look first.
            var seen = term.IsOn && _mine is not null ? _mine : await AskAsync(lease.FindAsync, cancellationToken);
            _holding.See(seen);

            // 2. While somebody else has it there is nothing to do.
            if (_holding.Holder != _identity && _holding.Left(options.Value.LeaseDuration) is var left && left > TimeSpan.Zero)
            {
                if (NextTry > left)
                    NextTry = left > ShortestPause ? left : ShortestPause;
                NotMine();
                return false;
            }

            // 3. Take it or keep it: of several that try one succeeds.
            var takes = !term.IsOn;
            _mine = await AskAsync(token => lease.WriteAsync(seen, _identity, token), cancellationToken);
            _holding.See(_mine);
            term.Extend(asked, options.Value.RenewDeadline);
            if (takes)
                log.LeaseTaken(_identity, _mine.Spec.LeaseTransitions ?? 0);
            IsThere();
            return true;
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            // Whatever became of the write, the next look tells.
            _mine = null;
            var failure = ApiFailure.Of(e);
            if (failure.Status is not HttpStatusCode.Conflict)
                IsAway(failure);
            else if (term.IsOn)
                NextTry = ShortestPause;
            return term.IsOn;
        }
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        var mine = term.IsOn ? _mine : null;
        term.End();
        if (mine is null)
            return;

        try
        {
            await AskAsync(token => lease.WriteAsync(mine, holder: "", token), cancellationToken);
            log.LeaseGivenBack();
        }
        catch (Exception e) when (ApiFailure.IsOne(e, cancellationToken))
        {
            log.LeaseNotGivenBack(ApiFailure.Of(e));
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestRequest < options.Value.RenewDeadline / 2 ? LongestRequest : options.Value.RenewDeadline / 2, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        return await ask(over.Token);
    }

    private void NotMine()
    {
        _mine = null;
        if (term.IsOn)
            term.Lapse();
        IsThere();
    }

    private void IsThere()
    {
        if (_isAway)
            log.LeaseThereAgain();
        _isAway = false;
    }

    private void IsAway(ApiFailure failure)
    {
        if (!_isAway)
            log.LeaseAway(failure);
        _isAway = true;
    }
}
