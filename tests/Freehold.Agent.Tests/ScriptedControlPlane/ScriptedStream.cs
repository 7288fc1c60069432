using System.Collections.Concurrent;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Freehold.Agent.Tests.ScriptedControlPlane;

/// <summary>One stream of an agent, in the hands of the test.</summary>
internal sealed class ScriptedStream(
    IAsyncStreamReader<AgentMessage> fromAgent, IServerStreamWriter<ControlMessage> toAgent, ServerCallContext call)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<AgentMessage> _received = [];
    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = [];
    private readonly Lock _gate = new();
    private int _taken;

    /// <summary>The authorization that the agent showed.</summary>
    public string? Authorization => call.RequestHeaders.GetValue("authorization");

    /// <summary>Everything that the agent has said on this stream.</summary>
    public IReadOnlyList<AgentMessage> Received
    {
        get
        {
            lock (_gate)
                return [.. _received];
        }
    }

    public Task Over => _over.Task;

    public Task SendAsync(ControlMessage message) => toAgent.WriteAsync(message).InTime();

    /// <summary>Waits for hello and answers it.</summary>
    public async Task<Hello> WelcomeAsync(
        IEnumerable<InventoryVerdict>? verdicts = null,
        TimeSpan? heartbeat = null,
        TimeSpan? silence = null,
        uint window = 8,
        TimeSpan? lease = null,
        DateTimeOffset? clock = null)
    {
        var hello = (await NextAsync(message => message.Hello is not null)).Hello;
        await SendAsync(new()
        {
            Welcome = new()
            {
                ProtocolVersion = 1,
                SessionId = Guid.NewGuid().ToString("D"),
                Settings = new()
                {
                    Heartbeat = Duration.FromTimeSpan(heartbeat ?? TimeSpan.FromSeconds(1)),
                    Silence = Duration.FromTimeSpan(silence ?? TimeSpan.FromSeconds(60)),
                    EventWindow = window,
                    Lease = lease is { } time ? Duration.FromTimeSpan(time) : null,
                },
                Clock = clock is { } now ? Timestamp.FromDateTimeOffset(now) : null,
                Verdicts = { verdicts ?? [] },
            },
        });
        return hello;
    }

    /// <summary>The next message that fits; those before it are passed over.</summary>
    public async Task<AgentMessage> NextAsync(Func<AgentMessage, bool> fits, TimeSpan? limit = null)
    {
        using var late = new CancellationTokenSource(limit ?? TimeLimit.Default);
        while (true)
        {
            var more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(more);
            lock (_gate)
            {
                while (_taken < _received.Count)
                {
                    var message = _received[_taken++];
                    if (fits(message))
                        return message;
                }
            }

            await more.Task.WaitAsync(late.Token);
        }
    }

    public async Task<CommandAnswers> NextAnswersAsync() => (await NextAsync(message => message.Answers is not null)).Answers;

    /// <summary>Ends the call with status OK.</summary>
    public void Close() => _over.TrySetResult();

    /// <summary>Breaks the connection as a dying machine does.</summary>
    public void Cut() => call.GetHttpContext().Abort();

    /// <summary>Ends the call with a reason.</summary>
    public void End(RpcException reason) => _over.TrySetException(reason);

    internal async Task RunAsync()
    {
        var receiving = ReceiveAsync();
        await Task.WhenAny(_over.Task, receiving);
        if (_over.Task.IsCompleted)
        {
            await _over.Task;
            return;
        }

        await receiving;
        _over.TrySetResult();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (await fromAgent.MoveNext(call.CancellationToken))
            {
                lock (_gate)
                    _received.Add(fromAgent.Current);
                WakeAll();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The agent is gone, or the test has cut the stream.
        }
    }

    private void WakeAll()
    {
        while (_waiting.TryDequeue(out var waiting))
            waiting.TrySetResult();
    }
}
