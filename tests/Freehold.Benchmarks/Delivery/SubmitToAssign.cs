using System.Diagnostics;
using Freehold.Benchmarks.Figures;
using Freehold.ControlPlane.Dispatch;
using Freehold.Protocol.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Freehold.Benchmarks.Delivery;

/// <summary>
/// From before a job is inserted until its agent, connected to the same replica, has the assignment in hand; beside the two
/// commits that this cannot do without, insert and claim, on one connection and with nothing between.
/// </summary>
internal sealed class SubmitToAssign : IBenchmark
{
    public string Name => "submit-to-assign";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, jobs) = size is BenchmarkSize.Quick ? (3, 100) : (9, 500);
        await using var stack = await DeliveryStack.StartAsync(cancellationToken);
        var agent = await stack.NewAgentAsync("bench", cancellationToken);
        using var channel = GrpcChannel.ForAddress(stack.Address);
        using var stream = new AgentGateway.AgentGatewayClient(channel).Connect(new Metadata { { "authorization", "bench" } }, cancellationToken: cancellationToken);
        await stream.RequestStream.WriteAsync(new()
        {
            Hello = new()
            {
                ProtocolVersion = 1,
                Label = "bench",
                ReplicaId = "r",
                BootId = Guid.NewGuid().ToString(),
                Capacity = new() { MaxConcurrent = 100_000 },
            },
        }, cancellationToken);
        await stream.ResponseStream.MoveNext(cancellationToken);

        var (ours, oursSlow, floor) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = -1; turn < turns; turn++)
        {
            // As an agent that does its work: heard from time to time, with few attempts under way.
            await stream.RequestStream.WriteAsync(new() { Heartbeat = new() { Capacity = new() { MaxConcurrent = 100_000 } } }, cancellationToken);
            await stack.ExecuteAsync("update attempts set state = 'ended', outcome = 'succeeded'", cancellationToken);
            var pushed = new List<double>();
            var committed = new List<double>();
            for (var job = 0; job < jobs; job++)
            {
                pushed.Add(await TimeAsync(() => PushAsync(stack, agent.AgentId, stream, cancellationToken)));
                committed.Add(await TimeAsync(() => CommitTwiceAsync(stack, agent.AgentId, cancellationToken)));
            }

            // The first turn compiles; it does not count.
            if (turn < 0)
                continue;
            pushed.Sort();
            committed.Sort();
            ours.Add(pushed[jobs / 2]);
            oursSlow.Add(pushed[jobs * 99 / 100]);
            floor.Add(committed[jobs / 2]);
        }

        var median = new Figure("submit to assignment in hand, p50", "ms", ours);
        var commits = new Figure("two commits, p50", "ms", floor);
        return [median, new("submit to assignment in hand, p99", "ms", oursSlow), commits, median.RatioTo(commits)];
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task PushAsync(
        DeliveryStack stack, Guid agentId, AsyncDuplexStreamingCall<AgentMessage, ControlMessage> stream, CancellationToken cancellationToken)
    {
        var job = Guid.CreateVersion7();
        await using (var connection = await stack.Source.OpenConnectionAsync(cancellationToken))
            await InsertAsync(connection, job, agentId, "queued", cancellationToken);
        stack.Get<DispatchSignal>().Wake(agentId);

        while (await stream.ResponseStream.MoveNext(cancellationToken))
        {
            if (stream.ResponseStream.Current.Assign is { } assign && assign.Assignments.Any(one => one.Attempt.JobId == job.ToString()))
                return;
        }
    }

    private static async Task CommitTwiceAsync(DeliveryStack stack, Guid agentId, CancellationToken cancellationToken)
    {
        var job = Guid.CreateVersion7();
        await using var connection = await stack.Source.OpenConnectionAsync(cancellationToken);
        await InsertAsync(connection, job, agentId, "expired", cancellationToken);
        await using var claim = new NpgsqlCommand("update jobs set state = 'failed' where id = $1", connection);
        claim.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job });
        await claim.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertAsync(NpgsqlConnection connection, Guid job, Guid agentId, string state, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand("""
            insert into jobs (id, project_id, agent_id, kind, document, document_digest, state, priority, retries, on_partition, submitted_by, correlation_id)
            values ($1, $2, $3, 'transform', '{}', '', $4, 50, 0, 'keep', 'bench', 'c')
            """, connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = DeliveryStack.Project });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = agentId });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state });
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
