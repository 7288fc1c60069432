using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Startup;
using Freehold.JobContract.Documents;
using k8s.Models;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class JobManifestTests
{
    private const string Transform = """{"input":"file:///in/*.csv","kind":"transform","output":"file:///out/"$REST}""";

    [Test]
    public void It_passes_the_restricted_profile_of_pod_security()
    {
        var pod = Pod(new() { Image = "worker:1" });
        var container = pod.Containers.Single();

        Assert.Multiple(() =>
        {
            Assert.That(pod.SecurityContext.RunAsNonRoot, Is.True);
            Assert.That(pod.SecurityContext.RunAsUser, Is.EqualTo(10001));
            Assert.That(pod.SecurityContext.SeccompProfile.Type, Is.EqualTo("RuntimeDefault"));
            Assert.That(pod.AutomountServiceAccountToken, Is.False);
            Assert.That(container.SecurityContext.AllowPrivilegeEscalation, Is.False);
            Assert.That(container.SecurityContext.ReadOnlyRootFilesystem, Is.True);
            Assert.That(container.SecurityContext.Capabilities.Drop, Is.EqualTo(["ALL"]));
        });
    }

    [TestCase("", "1000m", "1500m", "3000Mi", "350Gi")]
    [TestCase(""","resources":{"size":"S"}""", "600m", "1600m", "2000Mi", "100Gi")]
    [TestCase(""","resources":{"size":"L"}""", "1000m", "2000m", "5000Mi", "600Gi")]
    [TestCase(""","resources":{"size":"S","memory":"8Gi"}""", "600m", "1600m", "8Gi", "100Gi")]
    [TestCase(""","resources":{"cpu":"2","disk":"20Gi"}""", "2", "2", "3000Mi", "20Gi")]
    public void The_size_is_the_documents(string resources, string request, string limit, string memory, string disk)
    {
        var pod = Pod(new() { Image = "worker:1" }, resources);
        var given = pod.Containers.Single().Resources;

        Assert.Multiple(() =>
        {
            Assert.That(given.Requests["cpu"].ToString(), Is.EqualTo(request));
            Assert.That(given.Limits["cpu"].ToString(), Is.EqualTo(limit));
            Assert.That(given.Requests["memory"].ToString(), Is.EqualTo(memory));
            Assert.That(given.Limits["memory"].ToString(), Is.EqualTo(memory));
            Assert.That(pod.Volumes.Single(volume => volume.Name == "scratch").EmptyDir.SizeLimit.ToString(), Is.EqualTo(disk));
        });
    }

    [Test]
    public void Everything_that_the_options_say_is_in_the_pod()
    {
        var pod = Pod(new()
        {
            Image = "ghcr.io/freehold/worker@sha256:00",
            Registry = "mirror.example:5000/hub/",
            ImagePullSecrets = ["pull"],
            ServiceAccounts = ["profile=reader", "transform=anonymiser"],
            NodeSelector = ["disk=fast"],
            Tolerations = ["spot=yes:NoSchedule", "gpu"],
            Environment = ["HTTPS_PROXY=http://proxy:3128"],
            PriorityClass = "batch",
            ScratchStorageClass = "ssd",
        });
        var container = pod.Containers.Single();

        Assert.Multiple(() =>
        {
            Assert.That(container.Image, Is.EqualTo("mirror.example:5000/hub/freehold/worker@sha256:00"));
            Assert.That(pod.ImagePullSecrets.Single().Name, Is.EqualTo("pull"));
            Assert.That(pod.ServiceAccountName, Is.EqualTo("anonymiser"));
            Assert.That(pod.NodeSelector, Is.EqualTo(new Dictionary<string, string> { ["disk"] = "fast" }));
            Assert.That(pod.Tolerations, Is.EqualTo(new V1Toleration[]
            {
                new() { Key = "spot", OperatorProperty = "Equal", Value = "yes", Effect = "NoSchedule" },
                new() { Key = "gpu", OperatorProperty = "Exists" },
            }));
            Assert.That(container.Env.Single(variable => variable.Name == "HTTPS_PROXY").Value, Is.EqualTo("http://proxy:3128"));
            Assert.That(pod.PriorityClassName, Is.EqualTo("batch"));
            Assert.That(pod.Volumes.Single(volume => volume.Name == "scratch").Ephemeral.VolumeClaimTemplate.Spec.StorageClassName, Is.EqualTo("ssd"));
        });
    }

    [TestCase("worker", "mirror.example", "mirror.example/worker")]
    [TestCase("freehold/worker:1", "mirror.example", "mirror.example/freehold/worker:1")]
    [TestCase("ghcr.io/freehold/worker:1", "mirror.example/a", "mirror.example/a/freehold/worker:1")]
    [TestCase("localhost:5000/worker", "mirror.example", "mirror.example/worker")]
    [TestCase("ghcr.io/freehold/worker:1", null, "ghcr.io/freehold/worker:1")]
    public void A_mirror_takes_the_place_of_the_registry(string image, string? registry, string expected)
    {
        Assert.That(ImageName.From(image, registry), Is.EqualTo(expected));
    }

    [Test]
    public void Secrets_of_the_job_are_named_and_never_held()
    {
        var job = Job(new() { Image = "worker:1" }, ""","spec":{"key":{"secret":"keys/hmac"},"rules":[{"columns":["a"],"action":"hash"}]}""");
        var variable = job.Spec.Template.Spec.Containers.Single().Env.Single(variable => variable.ValueFrom is not null);

        Assert.That(variable.Name, Is.EqualTo("FREEHOLD_SECRET_KEYS_HMAC"));
        Assert.That((variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Key), Is.EqualTo(("keys", "hmac")));
    }

    [Test]
    public void A_worker_whose_agent_is_gone_still_ends()
    {
        var job = Job(new() { Image = "worker:1" }, ""","timeLimit":"1h" """.TrimEnd());

        Assert.That(job.Spec.ActiveDeadlineSeconds, Is.EqualTo(3600 + 600));
        Assert.That(job.Spec.BackoffLimit, Is.Zero);
        Assert.That(job.Spec.TtlSecondsAfterFinished, Is.EqualTo(86_400));
    }

    [Test]
    public void Labels_say_whose_it_is_and_the_name_says_which()
    {
        var order = Order("");
        var job = Manifest(new() { Image = "worker:1" }).JobOf(order);

        Assert.That(job.Metadata.Name, Is.EqualTo($"freehold-{order.Attempt.Job:N}-1"));
        Assert.That(AttemptNames.TryRead(job.Metadata.Name, out var read) && read == order.Attempt, Is.True);
        Assert.That(job.Metadata.Annotations[AttemptLabels.DocumentDigest], Is.EqualTo(JobDocument.DigestOf(order.Document)));
        foreach (var part in AttemptLabels.SelectorOf("eu-bank").Split(','))
            Assert.That(job.Spec.Template.Metadata.Labels.Select(label => $"{label.Key}={label.Value}"), Does.Contain(part));
    }

    [Test]
    public void A_document_that_this_agent_does_not_understand_is_the_workers_to_judge()
    {
        var job = Job(new() { Image = "worker:1" }, ""","timeLimit":"1h","something":{"new":true}""");

        Assert.That(job.Spec.ActiveDeadlineSeconds, Is.EqualTo(3600 + 600));
    }

    [TestCase("freehold-0000-1")]
    [TestCase("freehold-10ff666bfc604cf4b8c4d4787723d126-0")]
    [TestCase("freehold-10ff666bfc604cf4b8c4d4787723d126-01")]
    [TestCase("freehold-10FF666BFC604CF4B8C4D4787723D126-1")]
    [TestCase("somebody-10ff666bfc604cf4b8c4d4787723d126-1")]
    [TestCase("")]
    public void Names_of_others_are_not_read(string name)
    {
        Assert.That(AttemptNames.TryRead(name, out _), Is.False);
    }

    private static V1PodSpec Pod(WorkerOptions workers, string rest = "") => Job(workers, rest).Spec.Template.Spec;

    private static V1Job Job(WorkerOptions workers, string rest) => Manifest(workers).JobOf(Order(rest));

    private static WorkOrder Order(string rest) => ClusterBench.NewOrder(Transform.Replace("$REST", rest, StringComparison.Ordinal));

    private static JobManifest Manifest(WorkerOptions workers) => new(
        Options.Create(workers), Options.Create(new ExecutorOptions()), Options.Create(new AgentOptions { Label = "eu-bank", StateDirectory = "/nowhere" }));
}
