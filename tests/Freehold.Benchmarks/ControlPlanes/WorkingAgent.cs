using System.Collections.Concurrent;
using System.Diagnostics;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace Freehold.Benchmarks.ControlPlanes;

/// <summary>The smallest agent: it accepts everything, and what it may start has succeeded at once.</summary>
internal sealed class WorkingAgent : IAsyncDisposable
{
    // Two events each, and a message has at most 500.
    private const int AttemptsAMessage = 250;

    private static readonly TimeSpan BetweenHeartbeats = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly GrpcChannel _channel;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly AsyncDuplexStreamingCall<AgentMessage, ControlMessage> _call;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _arrivals = new(StringComparer.Ordinal);
    private Task _working = Task.CompletedTask;
    private long _finished;

    private WorkingAgent(Uri address, SocketsHttpHandler handler, string token)
    {
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _call = new AgentGateway.AgentGatewayClient(_channel).Connect(
            new Metadata { { "authorization", $"Bearer {token}" } }, cancellationToken: _stopping.Token);
    }

    /// <summary>Ends with the stream; fails when that ended by itself.</summary>
    public Task Working => _working;

    /// <summary>Jobs whose success is stored and acknowledged.</summary>
    public long Finished => Interlocked.Read(ref _finished);

    /// <summary>Whether the moments of arrival are kept.</summary>
    public bool KeepsArrivals { get; set; }

    public static async Task<WorkingAgent> ConnectAsync(
        Uri address, SocketsHttpHandler handler, string label, string token, int maxConcurrent, CancellationToken cancellationToken)
    {
        var agent = new WorkingAgent(address, handler, token);
        var hello = new Hello
        {
            ProtocolVersion = 1,
            Label = label,
            ReplicaId = "replica-0",
            BootId = Guid.NewGuid().ToString(),
            Capacity = new() { MaxConcurrent = (uint)maxConcurrent, Kinds = { "transform" } },
        };
        await agent._call.RequestStream.WriteAsync(new() { Hello = hello }, cancellationToken);
        await agent._call.ResponseStream.MoveNext(cancellationToken);
        agent._working = Task.WhenAll(agent.WorkAsync(), agent.BeatAsync(hello.Capacity));
        return agent;
    }

    /// <summary>When the job's assignment came, as timestamp of <see cref="Stopwatch"/>.</summary>
    public Task<long> ArrivalAsync(string jobId) => ArrivalOf(jobId).Task.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _call.Dispose();
        _channel.Dispose();
        _stopping.Dispose();
        _sending.Dispose();
    }

    // One write at a time.
    private async Task SendAsync(AgentMessage message)
    {
        await _sending.WaitAsync(_stopping.Token);
        try
        {
            await _call.RequestStream.WriteAsync(message, _stopping.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task BeatAsync(Capacity capacity)
    {
        using var beats = new PeriodicTimer(BetweenHeartbeats);
        while (await beats.WaitForNextTickAsync(_stopping.Token))
            await SendAsync(new() { Heartbeat = new() { Capacity = capacity } });
    }

    private async Task WorkAsync()
    {
        while (await _call.ResponseStream.MoveNext(_stopping.Token))
        {
            switch (_call.ResponseStream.Current)
            {
                case { Assign: { } assign }:
                    if (KeepsArrivals)
                        Arrived(assign);
                    await SendAsync(Accept(assign));
                    break;
                case { Confirm: { } confirm }:
                    foreach (var some in confirm.Attempts.Chunk(AttemptsAMessage))
                        await SendAsync(Succeed(some));
                    break;
                case { Acknowledged: { } acknowledged }:
                    Interlocked.Add(ref _finished, acknowledged.Attempts.Count(attempt => attempt.Sequence == 2));
                    break;
            }
        }
    }

    private TaskCompletionSource<long> ArrivalOf(string jobId) =>
        _arrivals.GetOrAdd(jobId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Arrived(AssignBatch assign)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var assignment in assign.Assignments)
            ArrivalOf(assignment.Attempt.JobId).TrySetResult(now);
    }

    /// <summary>Accepts everything of a message.</summary>
    public static AgentMessage Accept(AssignBatch assign)
    {
        var answers = new CommandAnswers();
        answers.Answers.AddRange(assign.Assignments.Select(one => new CommandAnswer
        {
            CommandId = one.CommandId,
            Attempt = one.Attempt,
            Outcome = CommandOutcome.Accepted,
        }));
        return new() { Answers = answers };
    }

    /// <summary>The events of attempts that have succeeded at once.</summary>
    public static AgentMessage Succeed(IEnumerable<AttemptRef> attempts)
    {
        var now = Timestamp.FromDateTime(DateTime.UtcNow);
        var events = new EventBatch();
        foreach (var attempt in attempts)
        {
            events.Events.Add(new JobEvent { Attempt = attempt, Sequence = 1, At = now, Started = new() });
            events.Events.Add(new JobEvent
            {
                Attempt = attempt,
                Sequence = 2,
                At = now,
                Succeeded = new() { ManifestUri = "file:///out/manifest.json", ManifestDigest = new string('0', 64) },
            });
        }

        return new() { Events = events };
    }
}
