using System.Diagnostics;
using Freehold.Benchmarks.Figures;
using Freehold.ControlPlane.AgentStreams;
using Freehold.ControlPlane.JobEvents;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Npgsql;
using NpgsqlTypes;

namespace Freehold.Benchmarks.Delivery;

/// <summary>
/// Events of 100 agents, stored, without repeats, with their jobs' states and progress, and acknowledged; beside the same
/// rows inserted by four clients that do nothing else. Both 100 events a batch, durable.
/// </summary>
internal sealed class EventIntakeRate : IBenchmark
{
    private const int Agents = 100;
    private const int EventsABatch = 100;
    private const int Window = 8;
    private const int PlainClients = 4;

    public string Name => "event-intake";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var (turns, batches) = size is BenchmarkSize.Quick ? (3, 4) : (7, 30);
        await using var stack = await DeliveryStack.StartAsync(cancellationToken);
        await stack.ExecuteAsync("create table plain_events (like events including all)", cancellationToken);
        var reporters = new List<Reporter>();
        for (var i = 0; i < Agents; i++)
            reporters.Add(await Reporter.NewAsync(stack, $"agent-{i}", cancellationToken));

        var (ours, plain, delays, moderate) = (new List<double>(), new List<double>(), new List<double>(), new Percentiles());
        for (var turn = -1; turn < turns; turn++)
        {
            var latencies = new List<double>();
            var taken = await RateAsync(() => Task.WhenAll(reporters.Select(reporter => reporter.ReportAsync(stack, batches, latencies, cancellationToken))), batches);
            var inserted = await RateAsync(() => InsertPlainlyAsync(stack, batches, cancellationToken), batches);

            // The first turn compiles; it does not count.
            if (turn < 0)
                continue;
            ours.Add(taken);
            plain.Add(inserted);
            latencies.Sort();
            delays.Add(latencies[latencies.Count * 99 / 100]);

            // A fifth of that rate, one batch of an agent after the other.
            await PaceAsync(stack, reporters, batchesASecond: taken / EventsABatch / 5, batches * Agents / 5, moderate, cancellationToken);
            moderate.EndTurn(counts: true);
        }

        var intake = new Figure("intake, 100 agents", "events/s", ours, "≥ 60,000");
        var floor = new Figure("plain inserts, 4 clients", "events/s", plain);
        return
        [
            intake, floor, intake.RatioTo(floor, "≥ 0.22"), moderate.Figure("queued to acknowledged at a fifth of that, p50", 0.5),
            moderate.Figure("queued to acknowledged at a fifth of that, p99", 0.99, "≤ 50"), new("queued to acknowledged at full load, p99", "ms", delays),
        ];
    }

    private static async Task PaceAsync(
        DeliveryStack stack, List<Reporter> reporters, double batchesASecond, int batches, Percentiles delays, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var underWay = Enumerable.Repeat(Task.CompletedTask, reporters.Count).ToArray();
        for (var batch = 0; batch < batches; batch++)
        {
            var due = TimeSpan.FromSeconds(batch / batchesASecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, cancellationToken);

            // An agent that still waits is waited for: at this rate that is rare, and shows in the delays.
            var at = batch % reporters.Count;
            await underWay[at];
            underWay[at] = ReportOneAsync(reporters[at]);
        }

        await Task.WhenAll(underWay);

        async Task ReportOneAsync(Reporter reporter)
        {
            var latencies = new List<double>();
            await reporter.ReportAsync(stack, 1, latencies, cancellationToken);
            delays.Add(latencies[0]);
        }
    }

    private static async Task<double> RateAsync(Func<Task> work, int batches)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return (double)Agents * batches * EventsABatch / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Task InsertPlainlyAsync(DeliveryStack stack, int batches, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, PlainClients).Select(async _ =>
        {
            await using var connection = await stack.Source.OpenConnectionAsync(cancellationToken);
            for (var batch = 0; batch < Agents * batches / PlainClients; batch++)
            {
                await using var command = new NpgsqlCommand("""
                    insert into plain_events (job_id, attempt, sequence, kind, occurred_at, body)
                    select $1, 1, n, 'progress', now(), body from unnest($2, $3) as r (n, body)
                    """, connection);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
                command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. Enumerable.Range(1, EventsABatch).Select(n => (long)n)] });
                command.Parameters.Add(new NpgsqlParameter<string[]>
                {
                    TypedValue = [.. Enumerable.Range(1, EventsABatch).Select(Body)],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                });
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }));

    private static string Body(int n) =>
        $$"""{"tasksTotal":1,"tasksDone":0,"rowsRead":{{n}},"rowsWritten":{{n}},"bytesRead":{{n}},"bytesTotal":0,"bytesWritten":{{n}},"elapsedSeconds":1.5}""";

    /// <summary>One agent with one running attempt, and as many batches under way as its window allows.</summary>
    private sealed class Reporter(AgentSession session, AttemptRef attempt)
    {
        private ulong _sequence;

        public static async Task<Reporter> NewAsync(DeliveryStack stack, string label, CancellationToken cancellationToken)
        {
            var agent = await stack.NewAgentAsync(label, cancellationToken);
            var job = Guid.CreateVersion7();
            await stack.ExecuteAsync($$"""
                insert into jobs (id, project_id, agent_id, kind, document, document_digest, state, attempt, priority, retries, on_partition, submitted_by, correlation_id)
                values ('{{job}}', '{{DeliveryStack.Project}}', '{{agent.AgentId}}', 'transform', '{}', '', 'running', 1, 50, 0, 'keep', 'bench', 'c');
                insert into attempts (job_id, number, agent_id, command_id, state) values ('{{job}}', 1, '{{agent.AgentId}}', gen_random_uuid(), 'confirmed');
                """, cancellationToken);
            return new(new(agent, new() { Capacity = new() { MaxConcurrent = 1 } }, TimeProvider.System), new() { JobId = job.ToString(), Number = 1 });
        }

        public async Task ReportAsync(DeliveryStack stack, int batches, List<double> latencies, CancellationToken cancellationToken)
        {
            var intake = stack.Get<EventIntake>();
            var underWay = new Queue<(ulong Last, long Since)>();
            for (var sent = 0; sent < batches || underWay.Count > 0;)
            {
                if (sent < batches && underWay.Count < Window)
                {
                    var events = Enumerable.Range(0, EventsABatch).Select(_ => Progress()).ToList();
                    underWay.Enqueue((_sequence, Stopwatch.GetTimestamp()));
                    await intake.AddAsync(session, events, cancellationToken);
                    sent++;
                    continue;
                }

                var acknowledged = (await session.Outbox.ReadAsync(cancellationToken)).Acknowledged.Attempts.Single().Sequence;
                while (underWay.TryPeek(out var oldest) && oldest.Last <= acknowledged)
                {
                    underWay.Dequeue();
                    lock (latencies)
                        latencies.Add(Stopwatch.GetElapsedTime(oldest.Since).TotalMilliseconds);
                }
            }
        }

        private JobEvent Progress() => new()
        {
            Attempt = attempt,
            Sequence = ++_sequence,
            At = Timestamp.FromDateTime(DateTime.UtcNow),
            Progress = new()
            {
                TasksTotal = 1,
                RowsRead = _sequence,
                RowsWritten = _sequence,
                BytesRead = _sequence,
                BytesWritten = _sequence,
                Elapsed = Duration.FromTimeSpan(TimeSpan.FromSeconds(1.5)),
            },
        };
    }
}
