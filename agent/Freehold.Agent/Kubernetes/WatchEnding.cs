namespace Freehold.Agent.Kubernetes;

/// <summary>Why a watch ended: a closed list.</summary>
internal enum WatchEnding
{
    /// <summary>The agent is stopping.</summary>
    Stopping,

    /// <summary>The server closed it in good order, as it does every few minutes: go on at the last version seen.</summary>
    Closed,

    /// <summary>The server does not know the version any more: list again.</summary>
    Expired,

    /// <summary>The network or the server broke: go on at the last version, after a pause.</summary>
    Broken,
}
