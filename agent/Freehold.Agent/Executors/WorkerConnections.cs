using System.Text.Json;
using Freehold.Buckets.Narrowing;
using Freehold.JobContract.Connections;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors;

/// <summary>
/// The connections that one worker gets: those that its job's addresses need, and where the store can, with credentials for just
/// these addresses and just the time of the attempt in the place of the agent's own.
/// </summary>
internal sealed class WorkerConnections(
    BucketConnections connections, IOptions<ExecutorOptions> options, TimeProvider time, ILogger<WorkerConnections> log)
{
    // A worker that is stopped at its time limit still has to delete what it wrote.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    // What a role allows unless its owner says otherwise, and the most when roles assume roles.
    private static readonly TimeSpan UsualSession = TimeSpan.FromHours(1);

    /// <summary>The connections of an attempt.</summary>
    /// <exception cref="WorkerNotStartedException">A store that could narrow the credentials refused to: they are not handed on wide instead.</exception>
    public async Task<BucketConnections> ForAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var addresses = NamedAddresses.Of(order.Document);
        var needed = connections.Only(addresses);
        if (!options.Value.NarrowCredentials || needed.ByName.Count == 0)
            return needed;

        var given = new Dictionary<string, BucketConnection>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, connection) in needed.ByName)
        {
            var place = 0;
            foreach (var narrowed in await NarrowAsync(name, connection, order, addresses, cancellationToken))
                given[place++ == 0 ? name : $"{name}-{place}"] = narrowed;
        }

        return new(given);
    }

    private async Task<IReadOnlyList<BucketConnection>> NarrowAsync(
        string name, BucketConnection connection, WorkOrder order, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var (output, limit) = Read(order);
        var own = addresses.Where(address => ReferenceEquals(connections.For(address), connection)).ToList();
        IReadOnlyList<string> read = [.. own.Where(address => !string.Equals(address, output, StringComparison.Ordinal))];
        IReadOnlyList<string> write = own.Contains(output, StringComparer.Ordinal) ? [$"{output.TrimEnd('/')}/{order.Attempt.Job:D}/"] : [];

        // The longest that may be needed; a role that does not allow it is asked for what roles allow unless told otherwise.
        var wanted = limit + Margin < NarrowingRequest.Longest ? limit + Margin : NarrowingRequest.Longest;
        var result = await NarrowCredentials.MakeAsync(connection, new(read, write, wanted), time, cancellationToken);
        if (result is NarrowingResult.NotPossible { Obstacle: NarrowingObstacle.Refused } && wanted > UsualSession)
            result = await NarrowCredentials.MakeAsync(connection, new(read, write, UsualSession), time, cancellationToken);

        switch (result)
        {
            case NarrowingResult.Narrowed narrowed:
                log.CredentialsNarrowed(order.Attempt, name, $"{narrowed.Scope}", narrowed.ExpiresAt);
                return narrowed.Connections;

            case NarrowingResult.NotPossible { Obstacle: NarrowingObstacle.Refused } refused:
                throw new WorkerNotStartedException($"The store of connection {name} made no credentials for the worker ({refused.Answer}).")
                {
                    Failure = new()
                    {
                        Code = FailureCode.BucketDenied, Detail = FailureDetail.NotNarrowed, ObjectName = connection.Match, Identity = connection.Identity,
                    },
                };

            default:
                log.CredentialsNotNarrowed(order.Attempt, name, $"{((NarrowingResult.NotPossible)result).Obstacle}");
                return [connection];
        }
    }

    private static (string Output, TimeSpan Limit) Read(WorkOrder order)
    {
        using var json = JsonDocument.Parse(order.Document);
        var output = json.RootElement.TryGetProperty("output", out var text) ? text.GetString() ?? "" : "";
        var limit = json.RootElement.TryGetProperty("timeLimit", out var given) && Durations.TryParse(given.GetString() ?? "", out var time)
            ? time
            : NarrowingRequest.Longest;
        return (output, limit);
    }
}
