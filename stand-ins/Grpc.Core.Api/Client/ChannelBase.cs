namespace Grpc.Core;

/// <summary>A way to a server, from which clients take their <see cref="CallInvoker"/>.</summary>
public abstract class ChannelBase
{
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    public string Target { get; }

    public abstract CallInvoker CreateCallInvoker();
}
