using Freehold.ControlPlane.AgentStreams;
using Freehold.Protocol.V1;
using Grpc.Core;

namespace Freehold.ControlPlane.Identity;

/// <summary>Says which agent calls, or turns it away with a reason that its owner can act on.</summary>
internal sealed class AgentAuthenticator(AgentTokenCheck tokens, AgentRefusals refusals, ILogger<AgentAuthenticator> log) : IAgentAuthenticator
{
    private const string Bearer = "Bearer ";

    public async Task<AgentIdentity> AuthenticateAsync(ServerCallContext call, CancellationToken cancellationToken)
    {
        if (call.RequestHeaders.GetValue("authorization") is not { } header || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            throw Refusal.Of(RefusalReason.TokenMissing);

        var verdict = await tokens.JudgeAsync(header[Bearer.Length..].Trim(), cancellationToken);
        if (verdict.Agent is { } agent)
            return agent;

        // Remembered where a good signature names the agent; anybody can write the name of another one into a bad token.
        if (verdict.KnownAgent is { } known)
            await refusals.RecordAsync(known, verdict.Reason, cancellationToken);
        log.AgentRefused(verdict.KnownAgent, Refusal.Name(verdict.Reason));
        throw Refusal.Of(verdict.Reason);
    }
}
