namespace Freehold.JobContract.Checks;

/// <summary>The words for why a check is not green: a closed list. Of a store they are those of failures. Explained in docs/checks.md.</summary>
public static class CheckDetail
{
    /// <summary>Skipped: what it builds on is not green.</summary>
    public const string Depends = "depends";

    /// <summary>Skipped: the agent does not run workers in a cluster.</summary>
    public const string NotInCluster = "not_in_cluster";

    /// <summary>Skipped: workers run as pods of a cluster.</summary>
    public const string InCluster = "in_cluster";

    /// <summary>Skipped: no proxy is used.</summary>
    public const string NoProxy = "no_proxy";

    /// <summary>Skipped: nothing of the kind is named.</summary>
    public const string NoneNamed = "none_named";

    /// <summary>Skipped: the agent has no right to look, and needs none to work.</summary>
    public const string NotPermitted = "not_permitted";

    /// <summary>Skipped: it was asked to start no workers.</summary>
    public const string WithoutPods = "without_pods";

    /// <summary>It took too long.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>Nothing answered.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>A setting is missing or wrong.</summary>
    public const string Invalid = "invalid";

    /// <summary>No such name.</summary>
    public const string NameNotFound = "name_not_found";

    /// <summary>The name server does not answer.</summary>
    public const string NoAnswer = "no_answer";

    /// <summary>Nothing listens there, or the other side says no.</summary>
    public const string Refused = "refused";

    /// <summary>The proxy wants a user and a password, or other ones.</summary>
    public const string WantsAuthentication = "wants_authentication";

    /// <summary>What answers is no proxy.</summary>
    public const string NotAProxy = "not_a_proxy";

    /// <summary>The certificate's authority is not known.</summary>
    public const string Untrusted = "untrusted";

    /// <summary>The same, through a proxy: it opens TLS and signs anew.</summary>
    public const string Intercepted = "intercepted";

    /// <summary>The certificate is for another host.</summary>
    public const string WrongHost = "wrong_host";

    /// <summary>A certificate has expired.</summary>
    public const string Expired = "expired";

    /// <summary>A certificate, or a token, expires soon.</summary>
    public const string ExpiresSoon = "expires_soon";

    /// <summary>A certificate is not valid yet.</summary>
    public const string NotYetValid = "not_yet_valid";

    /// <summary>The port does not speak TLS.</summary>
    public const string NotTls = "not_tls";

    /// <summary>Both sides found no common way of TLS.</summary>
    public const string HandshakeFailed = "handshake_failed";

    /// <summary>The file of authorities cannot be used.</summary>
    public const string CaUnusable = "ca_unusable";

    /// <summary>TLS, but no HTTP/2.</summary>
    public const string NoHttp2 = "no_http2";

    /// <summary>HTTP/2, but no control plane.</summary>
    public const string NotAControlPlane = "not_a_control_plane";

    /// <summary>It is there and cannot serve now.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The stream broke off.</summary>
    public const string Broken = "broken";

    /// <summary>The token cannot be read.</summary>
    public const string TokenUnusable = "token_unusable";

    /// <summary>No token arrived.</summary>
    public const string TokenMissing = "token_missing";

    /// <summary>Not a token of this control plane.</summary>
    public const string TokenInvalid = "token_invalid";

    /// <summary>The token has expired.</summary>
    public const string TokenExpired = "token_expired";

    /// <summary>The token was revoked.</summary>
    public const string TokenRevoked = "token_revoked";

    /// <summary>The token belongs to another agent.</summary>
    public const string TokenOfAnotherAgent = "token_of_another_agent";

    /// <summary>The agent was removed.</summary>
    public const string AgentRemoved = "agent_removed";

    /// <summary>No version of the protocol in common.</summary>
    public const string Version = "version";

    /// <summary>The clock is off.</summary>
    public const string Skewed = "skewed";

    /// <summary>It is not there.</summary>
    public const string Missing = "missing";

    /// <summary>The cluster cannot be found by the settings.</summary>
    public const string NoConfiguration = "no_configuration";

    /// <summary>The API server does not know the agent.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>Older than what is supported.</summary>
    public const string TooOld = "too_old";

    /// <summary>Newer than what was tried.</summary>
    public const string Untried = "untried";

    /// <summary>A quota has no room.</summary>
    public const string QuotaExceeded = "quota_exceeded";

    /// <summary>A limit is smaller than a worker.</summary>
    public const string LimitExceeded = "limit_exceeded";

    /// <summary>Pod security would refuse, or warns.</summary>
    public const string PodSecurity = "pod_security";

    /// <summary>The image cannot be pulled.</summary>
    public const string ImagePull = "image_pull";

    /// <summary>No node takes the pod.</summary>
    public const string Unschedulable = "unschedulable";

    /// <summary>The pod was started and ended badly.</summary>
    public const string WorkerFailed = "worker_failed";

    /// <summary>The container could not be made.</summary>
    public const string NotStarted = "not_started";

    /// <summary>The input holds nothing that could be read.</summary>
    public const string NothingThere = "nothing_there";

    /// <summary>More is allowed than is needed.</summary>
    public const string MoreThanNeeded = "more_than_needed";

    /// <summary>The store does not do what it was asked to.</summary>
    public const string NotKept = "not_kept";

    /// <summary>The store has no such thing to allow or refuse.</summary>
    public const string NotApplicable = "not_applicable";
}
