namespace Freehold.JobContract.Checks;

/// <summary>What there is to say about the cluster.</summary>
internal static class ClusterChecks
{
    public static IReadOnlyList<CheckText> Texts { get; } =
    [
        new(CheckId.KubernetesApi, "Kubernetes API", "The cluster's API server answers the agent.",
        [
            new(CheckDetail.NoConfiguration, "There is no cluster by the settings.", "Run it in a pod of the agent's service account, or set Kubernetes:Kubeconfig."),
            new(CheckDetail.Unreachable, "The API server does not answer.", "Allow the agent out to it: networkPolicy.apiServer of the chart names its addresses and ports."),
            new(CheckDetail.Unauthorized, "The API server does not know the agent.", "Check that the agent's pod has its service account's token mounted, and that the account is there."),
        ]),
        new(CheckId.KubernetesVersion, "Kubernetes version", "The cluster's version is one that is supported.",
        [
            new(CheckDetail.TooOld, "The cluster's version is too old and not supported.", "Upgrade the cluster."),
            new(CheckDetail.Untried, "The cluster's version is newer than those that this agent was tried with.", "Look for a newer agent."),
        ]),
        new(CheckId.Rbac, "Rights", "The agent has each right that it uses in its namespace.",
        [
            new(CheckDetail.Missing, "Rights are missing.", "Set rbac.create, or have the rights of docs/install.md bound to the agent's service account."),
        ]),
        new(CheckId.Secrets, "Secrets", "The Secrets that the settings name are there.",
        [
            new(CheckDetail.Missing, "A Secret is not there.", "Create it in the agent's namespace; freehold-agent check names it."),
        ]),
        new(CheckId.ServiceAccounts, "Service accounts", "The service accounts of workers are there.",
        [
            new(CheckDetail.Missing, "A service account is not there.", "Create it in the agent's namespace, or correct workers.serviceAccounts."),
        ]),
        new(CheckId.Quota, "Quota", "The namespace's quotas and limit ranges have room for a worker of size S.",
        [
            new(CheckDetail.QuotaExceeded, "A quota has no room for a worker of size S.", "Raise the ResourceQuota, or wait until what uses it has ended."),
            new(CheckDetail.LimitExceeded, "A LimitRange allows less than a worker of size S needs.", "Raise the LimitRange, or give jobs smaller resources."),
        ]),
        new(CheckId.Admission, "Admission", "The cluster's rules (pod security, policies, webhooks) admit the Job of a worker: the very one, tried without making it.",
        [
            new(CheckDetail.Refused, "A rule of the cluster refuses the worker's Job.", "Allow it, or change the pod with workers.podTemplate; freehold-agent check says which rule it was."),
            new(CheckDetail.PodSecurity, "Pod security warns of the worker's pod; it may be refused.", "Take out of workers.podTemplate what the warning names, or label the namespace for another level."),
            new(CheckDetail.QuotaExceeded, "A quota of Jobs has no room.", "Raise the ResourceQuota for Jobs."),
            new(CheckDetail.Unavailable, "A webhook that has a say does not answer.", "Look after that webhook; nobody can make Jobs while it is away."),
        ]),
        new(CheckId.Pods, "Pods", "A worker's pod comes up: its service account, quota and rules, a node, the image, its volumes.",
        [
            new(CheckDetail.Refused, "The cluster's rules refuse the worker's pod: limits, pod security, a policy, or a service account that is not there.", "Look at the events of the Job; freehold-agent check quotes the last one."),
            new(CheckDetail.QuotaExceeded, "A quota has no room for the worker's pod.", "Raise the ResourceQuota."),
            new(CheckDetail.Unschedulable, "No node takes the worker's pod.", "Check workers.nodeSelector, tolerations and affinity, and whether a node has room for the size."),
            new(CheckDetail.ImagePull, "The worker's image cannot be pulled.", "Check image.registry, workers.image, and the pull Secret; nodes have to reach the registry."),
            new(CheckDetail.Missing, "A Secret or ConfigMap that the worker's pod needs is not there.", "Create it; freehold-agent check names it."),
            new(CheckDetail.NotStarted, "The worker's container could not be made.", "Look at the events of the pod: volumes, storage class, the container's user."),
            new(CheckDetail.WorkerFailed, "The worker was started and ended without an answer.", "Look at the pod's log: the image may be another program, or another version."),
            new(CheckDetail.Broken, "The API server refused to make or watch the pod.", "Put the other checks of the cluster right first."),
        ]),
    ];
}
