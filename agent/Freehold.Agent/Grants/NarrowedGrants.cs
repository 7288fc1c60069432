using Freehold.Agent.Narrowing;
using Freehold.JobContract.Connections;
using Freehold.Protocol.V1;

namespace Freehold.Agent.Grants;

/// <summary>Makes grants of the agent's own connections, by what each store offers.</summary>
internal sealed class NarrowedGrants(BucketConnections connections, NarrowingProgram program, ILogger<NarrowedGrants> log) : IGrantIssuer
{
    private const string WholeContainers = "Containers";

    public async Task<GrantedCredentials> IssueAsync(GrantOrder order, CancellationToken cancellationToken)
    {
        var (name, connection) = connections.ByName.FirstOrDefault(named => ReferenceEquals(named.Value, connections.For(order.Prefix)));
        if (connection is null)
            throw new GrantRefusedException(GrantRefusal.NoConnection);

        IReadOnlyList<string> prefix = [order.Prefix];
        var asked = new NarrowingOrder(
            name, order.Access is GrantAccess.Read ? prefix : [], [], order.Access is GrantAccess.Write ? prefix : [], (int)order.Lifetime.TotalSeconds);
        var answer = await AskAsync(asked, order, cancellationToken);

        if (answer.Obstacle is NarrowingAnswer.Refused)
        {
            log.StoreRefused(order.Id, $"{connection}", answer.Answer ?? "");
            throw new GrantRefusedException(GrantRefusal.Store);
        }

        // A container of a flat account is no prefix, unless the prefix is all of it.
        if (answer is not { Connections: [var made], ExpiresAt: { } ends }
            || (answer.Scope is WholeContainers && !string.Equals(order.Prefix, ConnectionKey.Connect(made).Match + "/", StringComparison.Ordinal)))
            throw new GrantRefusedException(GrantRefusal.CannotNarrow);

        return new(
            new Dictionary<string, string>(made, StringComparer.Ordinal) { [nameof(BucketConnection.Match)] = order.Prefix }, ends);
    }

    private async Task<NarrowingAnswer> AskAsync(NarrowingOrder asked, GrantOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return (await program.AskAsync([asked], connections, cancellationToken))[0];
        }
        catch (NarrowingFailedException e)
        {
            log.StoreRefused(order.Id, asked.Connection, e.Message);
            throw new GrantRefusedException(GrantRefusal.Store, e);
        }
    }
}
