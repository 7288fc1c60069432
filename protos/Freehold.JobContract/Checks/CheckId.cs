namespace Freehold.JobContract.Checks;

/// <summary>The words for what is checked: a closed list, in the order in which results are shown. Explained in docs/checks.md.</summary>
public static class CheckId
{
    /// <summary>The agent's settings are complete and readable.</summary>
    public const string Settings = "settings";

    /// <summary>The name of the control plane's host, or of the proxy, is known.</summary>
    public const string Dns = "dns";

    /// <summary>A connection to it comes about.</summary>
    public const string Tcp = "tcp";

    /// <summary>The proxy opens a tunnel to the control plane.</summary>
    public const string Proxy = "proxy";

    /// <summary>The control plane's certificate is trusted.</summary>
    public const string Tls = "tls";

    /// <summary>HTTP/2 and gRPC reach the control plane.</summary>
    public const string Grpc = "grpc";

    /// <summary>The control plane accepts the agent's token.</summary>
    public const string Token = "token";

    /// <summary>The agent's clock is right.</summary>
    public const string Clock = "clock";

    /// <summary>The worker program is there.</summary>
    public const string Worker = "worker";

    /// <summary>The cluster's API server answers the agent.</summary>
    public const string KubernetesApi = "kubernetes_api";

    /// <summary>The cluster has a version that is supported.</summary>
    public const string KubernetesVersion = "kubernetes_version";

    /// <summary>The agent has every right that it uses.</summary>
    public const string Rbac = "rbac";

    /// <summary>The Secrets that the settings name are there.</summary>
    public const string Secrets = "secrets";

    /// <summary>The service accounts of workers are there.</summary>
    public const string ServiceAccounts = "service_accounts";

    /// <summary>The namespace's quotas and limits have room for the smallest worker.</summary>
    public const string Quota = "quota";

    /// <summary>The cluster's rules admit a worker's Job.</summary>
    public const string Admission = "admission";

    /// <summary>A worker's pod is made, scheduled and started, and its image pulled.</summary>
    public const string Pods = "pods";

    /// <summary>A worker could look at the stores at all.</summary>
    public const string Stores = "stores";

    /// <summary>The worker may list the input.</summary>
    public const string SourceList = "source_list";

    /// <summary>The worker may ask for the properties of an object of the input.</summary>
    public const string SourceStat = "source_stat";

    /// <summary>The worker may read an object of the input.</summary>
    public const string SourceRead = "source_read";

    /// <summary>The worker cannot write beside the input.</summary>
    public const string SourceReadOnly = "source_read_only";

    /// <summary>The worker may write under the output.</summary>
    public const string SinkWrite = "sink_write";

    /// <summary>The worker may read what it has written.</summary>
    public const string SinkRead = "sink_read";

    /// <summary>The worker may list what it has written.</summary>
    public const string SinkList = "sink_list";

    /// <summary>The store refuses to write what is there already, when it is asked to.</summary>
    public const string SinkConditional = "sink_conditional";

    /// <summary>The worker may write in parts, and give up on them.</summary>
    public const string SinkMultipart = "sink_multipart";

    /// <summary>The worker may delete what it has written.</summary>
    public const string SinkDelete = "sink_delete";
}
