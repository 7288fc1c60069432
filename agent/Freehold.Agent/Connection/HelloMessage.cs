using System.Reflection;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Leadership;
using Freehold.Agent.Startup;
using Freehold.Protocol.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Connection;

/// <summary>What the agent says first: who it is, what it can do, and everything it holds.</summary>
internal sealed class HelloMessage(
    AssignmentInbox inbox, AgentCapacity capacity, IExecutor executor, Standing standing, IOptions<AgentOptions> options, TimeProvider time)
{
    /// <summary>Version of the protocol that this agent speaks.</summary>
    public const uint ProtocolVersion = 1;

    private readonly string _bootId = Guid.NewGuid().ToString("D");

    /// <summary>Version of this program.</summary>
    public static string ProgramVersion { get; } =
        typeof(HelloMessage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The message as of now.</summary>
    public AgentMessage Make() => new()
    {
        Hello = new()
        {
            ProtocolVersion = ProtocolVersion,
            AgentVersion = ProgramVersion,
            Label = options.Value.Label,
            ReplicaId = options.Value.ReplicaName,
            BootId = _bootId,
            Capacity = capacity.ToMessage(),
            Clock = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
            Inventory = { inbox.Inventory() },
            Executor = executor.Name,
            Role = standing.Role,
        },
    };
}
