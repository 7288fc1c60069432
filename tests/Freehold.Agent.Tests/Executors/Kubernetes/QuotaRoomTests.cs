using Freehold.Agent.Executors.Kubernetes;
using k8s;
using k8s.Models;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class QuotaRoomTests
{
    private static readonly WorkerOptions Workers = new();

    // Size M: requests 1000m and 3000Mi, limits 1500m and 3000Mi.
    [TestCase("pods", "10", "4", 6)]
    [TestCase("count/jobs.batch", "5", "5", 0)]
    [TestCase("requests.cpu", "8", "2500m", 5)]
    [TestCase("cpu", "4", "0", 4)]
    [TestCase("limits.cpu", "3", "0", 2)]
    [TestCase("requests.memory", "12Gi", "3000Mi", 3)]
    [TestCase("limits.memory", "6000Mi", "0", 2)]
    [TestCase("memory", "2Gi", "3Gi", 0)]
    [TestCase("secrets", "3", "1", 2)]
    public void Is_what_is_left_by_what_a_worker_takes(string name, string hard, string used, int more)
    {
        Assert.That(QuotaRoom.Of([Quota($"\"{name}\":\"{hard}\"", $"\"{name}\":\"{used}\"")], WorkerSize.M, Workers), Is.EqualTo(new QuotaRoom(more, name)));
    }

    [Test]
    public void Is_that_of_the_tightest_resource_of_all_quotas()
    {
        var one = Quota("\"pods\":\"10\",\"requests.memory\":\"9000Mi\"", "\"pods\":\"1\",\"requests.memory\":\"0\"");
        var other = Quota("\"requests.cpu\":\"2\"", "\"requests.cpu\":\"0\"");

        Assert.That(QuotaRoom.Of([one, other], WorkerSize.M, Workers), Is.EqualTo(new QuotaRoom(2, "requests.cpu")));
    }

    [Test]
    public void Is_bounded_by_nothing_that_a_worker_does_not_take()
    {
        var quota = Quota("\"services\":\"0\",\"requests.nvidia.com/gpu\":\"0\",\"requests.storage\":\"0\"", "\"services\":\"0\",\"requests.nvidia.com/gpu\":\"0\",\"requests.storage\":\"0\"");

        Assert.That(QuotaRoom.Of([quota], WorkerSize.M, Workers), Is.Null);
    }

    [Test]
    public void Counts_the_volume_that_is_made_with_a_worker()
    {
        var quota = Quota("\"fast.storageclass.storage.k8s.io/requests.storage\":\"700Gi\"", "\"fast.storageclass.storage.k8s.io/requests.storage\":\"0\"");

        Assert.That(QuotaRoom.Of([quota], WorkerSize.M, new WorkerOptions { ScratchStorageClass = "fast" })?.More, Is.EqualTo(2));
        Assert.That(QuotaRoom.Of([quota], WorkerSize.M, new WorkerOptions { ScratchStorageClass = "slow" }), Is.Null);
    }

    [Test]
    public void Is_not_held_to_a_quota_that_has_counted_nothing_yet()
    {
        Assert.That(QuotaRoom.Of([KubernetesJson.Deserialize<V1ResourceQuota>("""{"spec":{"hard":{"pods":"0"}}}""")], WorkerSize.M, Workers), Is.Null);
    }

    [TestCase("""{"scopes":["NotBestEffort"]}""", null, true)]
    [TestCase("""{"scopes":["NotTerminating","NotBestEffort"]}""", null, true)]
    [TestCase("""{"scopes":["BestEffort"]}""", null, false)]
    [TestCase("""{"scopes":["NotBestEffort","Terminating"]}""", null, false)]
    [TestCase("""{"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["low"]}]}}""", "low", true)]
    [TestCase("""{"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["low"]}]}}""", "high", false)]
    [TestCase("""{"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"NotIn","values":["low"]}]}}""", "high", true)]
    [TestCase("""{"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"DoesNotExist"}]}}""", null, true)]
    [TestCase("""{"scopeSelector":{"matchExpressions":[{"scopeName":"CrossNamespacePodAffinity","operator":"Exists"}]}}""", null, false)]
    public void Counts_only_quotas_whose_scopes_a_worker_is_in(string spec, string? priorityClass, bool counts)
    {
        var quota = Quota("\"pods\":\"1\"", "\"pods\":\"1\"");
        quota.Spec = KubernetesJson.Deserialize<V1ResourceQuotaSpec>(spec);

        Assert.That(QuotaRoom.Of([quota], WorkerSize.M, new WorkerOptions { PriorityClass = priorityClass }) is not null, Is.EqualTo(counts));
    }

    private static V1ResourceQuota Quota(string hard, string used) =>
        KubernetesJson.Deserialize<V1ResourceQuota>($$"""{"status":{"hard":{ {{hard}} },"used":{ {{used}} } } }""");
}
