using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.Delivery.Tests.Network;

/// <summary>
/// One stream between an agent and a replica, without sockets: what gRPC would do, as far as either side can tell, and
/// everything that a network may do to it. Each side learns of an end in its own time, or never.
/// </summary>
internal sealed class Wire
{
    private readonly CancellationTokenSource _aborted = new();
    private int _atAgent;
    private int _atControlPlane;

    public Wire()
    {
        // A reset, or the agent's last word: only the first ends the call for the server at once.
        Up.OnEnd = error =>
        {
            if (error is not null)
                BreakAtControlPlane();
        };
        Down.OnEnd = error => Up.FailWriter(error ?? new RpcException(Status.DefaultSuccess));
    }

    /// <summary>From the agent.</summary>
    public Lane<AgentMessage> Up { get; } = new();

    /// <summary>To the agent.</summary>
    public Lane<ControlMessage> Down { get; } = new();

    /// <summary>Fires when the control plane learns that the call is gone.</summary>
    public CancellationToken Aborted => _aborted.Token;

    /// <summary>Whether either side still takes the stream for alive.</summary>
    public bool IsInUse => Volatile.Read(ref _atAgent) == 0 || Volatile.Read(ref _atControlPlane) == 0;

    /// <summary>Whether the agent takes the stream for alive.</summary>
    public bool AgentHoldsOn => Volatile.Read(ref _atAgent) == 0;

    /// <summary>The agent cancels or disposes of its call: the control plane learns it after what is on the way.</summary>
    public void HangUp()
    {
        if (Interlocked.Exchange(ref _atAgent, 1) != 0)
            return;
        Down.FailReader(new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled.")));
        Down.LoseWriter();
        Up.End(Reset());
    }

    /// <summary>The control plane's method is over: the agent learns it after what is on the way.</summary>
    /// <param name="error">Null: in good order.</param>
    public void Finish(RpcException? error)
    {
        Interlocked.Exchange(ref _atControlPlane, 1);
        Down.End(error);
    }

    /// <summary>The agent learns that the connection broke.</summary>
    public void BreakAtAgent()
    {
        Interlocked.Exchange(ref _atAgent, 1);
        var error = new RpcException(new Status(StatusCode.Unavailable, "The connection broke."));
        Down.FailReader(error);
        Down.LoseWriter();
        Up.FailWriter(error);
    }

    /// <summary>The control plane learns that the connection broke.</summary>
    public void BreakAtControlPlane()
    {
        Up.FailReader(Reset());
        Down.FailWriter(Reset());
        _aborted.Cancel();
    }

    /// <summary>Nothing gets through any more in either direction; what is on the way from the agent may be delivered yet, late.</summary>
    /// <param name="tailIsLost">Whether it is lost as well.</param>
    public void Sever(bool tailIsLost)
    {
        Down.Sever();
        Up.Hold();
        if (tailIsLost)
            Up.Sever();
    }

    /// <summary>The agent's process died. Its machine tells the control plane with a reset, or not.</summary>
    public void LoseAgent(bool controlPlaneLearns)
    {
        Interlocked.Exchange(ref _atAgent, 1);
        Down.LoseWriter();
        if (controlPlaneLearns)
            Up.End(Reset());
        else
            Up.LoseWriter();
    }

    /// <summary>The replica's process died. Its machine tells the agent with a reset, or not.</summary>
    public void LoseControlPlane(bool agentLearns)
    {
        Interlocked.Exchange(ref _atControlPlane, 1);
        Down.LoseWriter();
        Up.Sever();
        if (agentLearns)
            BreakAtAgent();
    }

    private static IOException Reset() => new("The client reset the request stream.");
}
