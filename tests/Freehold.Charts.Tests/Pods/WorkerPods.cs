using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Pods;

/// <summary>What the agent makes of the values for workers.</summary>
public sealed class WorkerPods
{
    [TestCase("", "eu-bank-worker-transform")]
    [TestCase("workers: {serviceAccounts: {transform: {name: ours}}}", "ours")]
    public async Task Run_as_the_account_of_their_kind(string values, string account)
    {
        Assert.That((string?)(await Chart.RenderAsync(values)).WorkerTemplate().At("spec.serviceAccountName"), Is.EqualTo(account));
    }

    [Test]
    public async Task Are_found_by_labels_that_no_template_changes()
    {
        var labels = (await Chart.RenderAsync("workers: {podLabels: {freehold.io/agent: other}, podTemplate: {metadata: {labels: {freehold.io/job: other, $patch: replace, a: b}}}}"))
            .WorkerTemplate().At("metadata.labels")!;

        Assert.That((string?)labels["freehold.io/agent"], Is.EqualTo("eu-bank"));
        Assert.That((string?)labels["freehold.io/job"], Is.EqualTo("0193d5a0-0000-7000-8000-000000000001"));
        Assert.That((string?)labels["a"], Is.EqualTo("b"));
    }

    [Test]
    public async Task Are_started_once_whatever_a_template_says()
    {
        Assert.That((string?)(await Chart.RenderAsync("workers: {podTemplate: {spec: {restartPolicy: OnFailure}}}")).WorkerTemplate().At("spec.restartPolicy"), Is.EqualTo("Never"));
    }

    [Test]
    public async Task Have_what_the_customer_s_template_says_last()
    {
        var pod = (await Chart.RenderAsync("""
            workers:
              priorityClassName: batch
              podTemplate:
                spec:
                  priorityClassName: urgent
                  runtimeClassName: gvisor
                  containers: [{name: main, resources: {limits: {nvidia.com/gpu: 1}}}, {name: proxy, image: mesh}]
            """)).WorkerTemplate();

        Assert.That((string?)pod.At("spec.priorityClassName"), Is.EqualTo("urgent"));
        Assert.That((string?)pod.At("spec.runtimeClassName"), Is.EqualTo("gvisor"));
        Assert.That(pod.At("spec.containers.0.resources.limits")!.ToJsonString(), Is.EqualTo("""{"cpu":"1600m","memory":"2000Mi","nvidia.com/gpu":1}"""));
        Assert.That((string?)pod.At("spec.containers.1.name"), Is.EqualTo("proxy"));
    }

    [TestCase("""{"size":"S"}""", "any", "600m")]
    [TestCase("""{"size":"L"}""", "high-memory", "4")]
    [TestCase("""{"memory":"2Gi"}""", "any", "1000m")]
    [TestCase("""{"cpu":"3","memory":"40Gi"}""", "high-memory", "4")]
    [TestCase("""{"size":"L","memory":"1Gi"}""", "any", "1000m")]
    public async Task Have_what_their_size_asks_for_over_what_all_have(string resources, string pool, string cpu)
    {
        var pod = (await Chart.RenderAsync("""
            workers:
              nodeSelector: {pool: any}
              resources: {limits: {nvidia.com/gpu: 1}}
              sizes:
                L:
                  nodeSelector: {pool: high-memory}
                  tolerations: [{key: pool, value: high-memory, effect: NoSchedule}]
                  resources: {requests: {cpu: "4"}}
                  podTemplate: {spec: {runtimeClassName: large}}
            """)).WorkerTemplate(resources);

        Assert.That((string?)pod.At("spec.nodeSelector.pool"), Is.EqualTo(pool));
        Assert.That((string?)pod.At("spec.containers.0.resources.requests.cpu"), Is.EqualTo(cpu));
        Assert.That(pod.At("spec.containers.0.resources.limits")!["nvidia.com/gpu"]?.ToString(), Is.EqualTo("1"));
        Assert.That(pod.At("spec.tolerations") is not null, Is.EqualTo(pool == "high-memory"));
        Assert.That(pod.At("spec.runtimeClassName") is not null, Is.EqualTo(pool == "high-memory"));
    }

    [TestCase("", """{"emptyDir":{"sizeLimit":"100Gi"},"name":"scratch"}""")]
    [TestCase("workers: {scratch: {storageClass: fast}}", """{"ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"100Gi"}},"storageClassName":"fast"}}},"name":"scratch"}""")]
    public async Task Have_scratch_space_that_goes_with_them(string values, string volume)
    {
        Assert.That((await Chart.RenderAsync(values)).WorkerTemplate().At("spec.volumes")!.ToJsonString(), Does.Contain(volume));
    }

    [Test]
    public async Task Are_given_secrets_by_name()
    {
        Assert.That(
            (await Chart.RenderAsync()).WorkerTemplate().At("spec.containers.0.env")!.ToJsonString(),
            Does.Contain("""{"name":"FREEHOLD_SECRET_ANONYMISE_KEY","valueFrom":{"secretKeyRef":{"key":"key","name":"anonymise"}}}"""));
    }
}
