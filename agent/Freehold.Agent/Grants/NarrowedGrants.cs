using Freehold.Buckets.Narrowing;
using Freehold.JobContract.Connections;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Grants;

/// <summary>Makes grants of the agent's own connections, by what each store offers.</summary>
internal sealed class NarrowedGrants(BucketConnections connections, TimeProvider time, ILogger<NarrowedGrants> log) : IGrantIssuer
{
    public async Task<GrantedCredentials> IssueAsync(GrantOrder order, CancellationToken cancellationToken)
    {
        var connection = connections.For(order.Prefix) ?? throw new GrantRefusedException(GrantRefusal.NoConnection);
        var request = order.Access is GrantAccess.Read
            ? new NarrowingRequest([order.Prefix], [], order.Lifetime)
            : new NarrowingRequest([], [], order.Lifetime) { Upload = [order.Prefix] };

        switch (await NarrowCredentials.MakeAsync(connection, request, time, cancellationToken))
        {
            // A container of a flat account is no prefix, unless the prefix is all of it.
            case NarrowingResult.Narrowed { Connections: [var narrowed] } made
                when made.Scope is not NarrowingScope.Containers || string.Equals(order.Prefix, narrowed.Match + "/", StringComparison.Ordinal):
                return new(SettingsOf(narrowed, order), made.ExpiresAt);

            case NarrowingResult.NotPossible { Obstacle: NarrowingObstacle.Refused } refused:
                log.StoreRefused(order.Id, $"{connection}", refused.Answer);
                throw new GrantRefusedException(GrantRefusal.Store);

            default:
                throw new GrantRefusedException(GrantRefusal.CannotNarrow);
        }
    }

    private static Dictionary<string, string> SettingsOf(BucketConnection narrowed, GrantOrder order)
    {
        var settings = ConnectionKey.All
            .Select(key => (key.Name, Text: key.TextIn(narrowed)))
            .Where(key => key.Text is not null)
            .ToDictionary(key => key.Name, key => key.Text!, StringComparer.Ordinal);
        settings[nameof(BucketConnection.Match)] = order.Prefix;
        return settings;
    }
}
