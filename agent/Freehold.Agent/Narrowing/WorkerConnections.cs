using System.Text.Json;
using Freehold.Agent.Executors;
using Freehold.JobContract.Connections;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Narrowing;

/// <summary>
/// The connections that one worker gets: those that its job's addresses need, and where the store can, with credentials for just
/// these addresses and just the time of the attempt in the place of the agent's own.
/// </summary>
internal sealed class WorkerConnections(
    BucketConnections connections, NarrowingProgram program, IOptions<ExecutorOptions> options, ILogger<WorkerConnections> log)
{
    // A worker that is stopped at its time limit still has to delete what it wrote.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    // The most that token services give.
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    // What a role allows unless its owner says otherwise, and the most when roles assume roles.
    private static readonly TimeSpan UsualSession = TimeSpan.FromHours(1);

    /// <summary>The connections of an attempt.</summary>
    /// <exception cref="WorkerNotStartedException">A store that could narrow the credentials refused to: they are not handed on wide instead.</exception>
    public async Task<BucketConnections> ForAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var addresses = NamedAddresses.Of(order.Document);
        var needed = connections.Only(addresses);
        var narrowable = needed.ByName.Where(named => CanBeNarrowed(named.Value)).ToList();
        if (!options.Value.NarrowCredentials || narrowable.Count == 0)
            return needed;

        var given = needed.ByName.Except(narrowable).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var (output, limit) = Read(order);
        var wanted = limit + Margin < LongestSession ? limit + Margin : LongestSession;
        var orders = narrowable.Select(named => OrderOf(named, order, addresses, output, wanted)).ToList();
        var answers = await AskAsync(orders, needed, wanted, cancellationToken);

        foreach (var (asked, answer) in orders.Zip(answers))
        {
            if (answer.Obstacle is NarrowingAnswer.Refused)
                throw Refused(asked.Connection, needed.ByName[asked.Connection], answer.Answer ?? "");
            if (answer.Obstacle is { } obstacle)
            {
                log.CredentialsNotNarrowed(order.Attempt, asked.Connection, obstacle);
                given[asked.Connection] = needed.ByName[asked.Connection];
                continue;
            }

            log.CredentialsNarrowed(order.Attempt, asked.Connection, answer.Scope ?? "", answer.ExpiresAt ?? default);
            for (var place = 0; place < answer.Connections.Count; place++)
                given[place == 0 ? asked.Connection : $"{asked.Connection}-{place + 1}"] = ConnectionKey.Connect(answer.Connections[place]);
        }

        return new(given);
    }

    // Others are not worth a program's start; the program has the last word.
    private static bool CanBeNarrowed(BucketConnection connection) => connection switch
    {
        { RoleArn: not null } => true,
        { Sas: not null } => false,
        _ => connection.Match.StartsWith("az:", StringComparison.Ordinal),
    };

    private NarrowingOrder OrderOf(
        KeyValuePair<string, BucketConnection> named, WorkOrder order, IReadOnlyCollection<string> addresses, string output, TimeSpan lifetime)
    {
        var own = addresses.Where(address => ReferenceEquals(connections.For(address), named.Value)).ToList();
        return new(
            named.Key,
            [.. own.Where(address => !string.Equals(address, output, StringComparison.Ordinal))],
            own.Contains(output, StringComparer.Ordinal) ? [$"{output.TrimEnd('/')}/{order.Attempt.Job:D}/"] : [],
            [],
            (int)lifetime.TotalSeconds);
    }

    // A role that does not allow the longest that may be needed is asked for what roles allow unless told otherwise.
    private async Task<IReadOnlyList<NarrowingAnswer>> AskAsync(
        List<NarrowingOrder> orders, BucketConnections needed, TimeSpan wanted, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await program.AskAsync(orders, needed, cancellationToken);
            if (wanted <= UsualSession || answers.All(answer => answer.Obstacle is not NarrowingAnswer.Refused))
                return answers;
            return await program.AskAsync([.. orders.Select(order => order with { Seconds = (int)UsualSession.TotalSeconds })], needed, cancellationToken);
        }
        catch (NarrowingFailedException e)
        {
            throw new WorkerNotStartedException($"No credentials for the worker: {e.Message}.", e);
        }
    }

    private static WorkerNotStartedException Refused(string name, BucketConnection connection, string answer) =>
        new($"The store of connection {name} made no credentials for the worker ({answer}).")
        {
            Failure = new()
            {
                Code = FailureCode.BucketDenied,
                Detail = FailureDetail.NotNarrowed,
                ObjectName = connection.Match,
                Identity = connection.Identity,
            },
        };

    private static (string Output, TimeSpan Limit) Read(WorkOrder order)
    {
        using var json = JsonDocument.Parse(order.Document);
        var output = json.RootElement.TryGetProperty("output", out var text) ? text.GetString() ?? "" : "";
        var limit = json.RootElement.TryGetProperty("timeLimit", out var given) && Durations.TryParse(given.GetString() ?? "", out var time)
            ? time
            : LongestSession;
        return (output, limit);
    }
}
