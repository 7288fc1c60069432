namespace Freehold.ControlPlane.Identity;

/// <summary>What is said about who may do what. Ids 2100–2199. No message has a parameter for a token.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Information,
        Message = "First start: organization and project are called default, the owner's API token is in {File}")]
    public static partial void FirstOwner(this ILogger log, string file);

    // Information: a wrong token is for whoever holds it to see; the agent's page shows it too.
    [LoggerMessage(EventId = 2102, Level = LogLevel.Information, Message = "A call of agent {AgentId} was refused: {Reason}")]
    public static partial void AgentRefused(this ILogger log, Guid? agentId, string reason);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Information, Message = "API token {TokenId} ({Role}) was made by {Caller}")]
    public static partial void TokenMade(this ILogger log, Guid tokenId, string role, string caller);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Information, Message = "API token {TokenId} was revoked by {Caller}")]
    public static partial void TokenRevoked(this ILogger log, Guid tokenId, string caller);
}
