using System.Text.Json.Nodes;
using Freehold.Protocol.V1;
using Freehold.Testing.Kubernetes;

namespace Freehold.Agent.Tests.Checks;

/// <summary>Each thing that can be wrong with a cluster is told by its own name; what was started for that is gone afterwards.</summary>
public sealed class When_the_cluster_is_checked : CheckProgram
{
    private const string Namespace = "jobs";
    private const string Account = "eu-bank-worker-transform";
    private const string Started = """{"started":{"workerVersion":"fake-1"}}""";

    private ApiDouble _api = null!;

    [SetUp]
    public async Task StartCluster()
    {
        _api = await ApiDouble.StartAsync();
        _api.Jobs.PodMade = pod => Answers(pod, """{"succeeded":{"manifestUri":"file:///scratch/manifest.json"}}""", exitCode: 0);
        foreach (var account in new[] { Account, "default" })
            Put("serviceaccounts", account);
        Put("secrets", "registry", ("data", new JsonObject { [".dockerconfigjson"] = "Y2FuYXJ5" }));

        // The way to the control plane is another fixture's.
        ControlPlane.Refuse = RefusalReason.TokenInvalid;
        await File.WriteAllTextAsync(Folder["kubeconfig"], _api.Kubeconfig(Namespace));
        Environment["FREEHOLD_EXECUTOR__KIND"] = "kubernetes";
        Environment["FREEHOLD_KUBERNETES__KUBECONFIG"] = Folder["kubeconfig"];
        Environment["FREEHOLD_WORKERS__IMAGE"] = "registry.example/freehold/worker:1";
        Environment["FREEHOLD_WORKERS__IMAGEPULLSECRETS"] = "registry";
        Environment["FREEHOLD_WORKERS__SERVICEACCOUNTS"] = $"transform={Account}";
        Environment["FREEHOLD_PREFLIGHT__WORKERLIMIT"] = "10s";
    }

    [TearDown]
    public async Task StopCluster() => await _api.DisposeAsync();

    [Test]
    public async Task All_is_green_when_all_is_right_and_nothing_stays_there()
    {
        var answer = await CheckAsync();

        Assert.That(answer.Reds, Is.EqualTo(["token"]), answer.Printed);
        foreach (var id in new[] { "kubernetes_api", "kubernetes_version", "rbac", "secrets", "service_accounts", "quota" })
            Assert.That(answer.Of(id), Is.EqualTo("green"), id);
        foreach (var kind in new[] { "transform", "profile" })
            Assert.That((answer.Of("admission", kind), answer.Of("pods", kind)), Is.EqualTo(("green", "green")), kind);
        Assert.That(_api.Jobs.Made, Is.EqualTo(2), "one pod for each kind of job");
        Assert.That(_api.Store.All("jobs", Namespace), Is.Empty);
        Assert.That(_api.Store.All("secrets", Namespace).Select(secret => (string?)secret["metadata"]!["name"]), Is.EqualTo(["registry"]));
    }

    [Test]
    public async Task The_pods_are_those_of_workers_under_the_accounts_of_their_kinds()
    {
        var accounts = new List<string?>();
        var made = _api.Jobs.PodMade;
        _api.Jobs.PodMade = pod =>
        {
            lock (accounts)
                accounts.Add((string?)pod.Spec["serviceAccountName"]);
            made(pod);
        };

        await CheckAsync();

        Assert.That(accounts, Is.EquivalentTo(new[] { Account, null }));
    }

    [Test]
    public async Task Without_pods_none_is_made()
    {
        var answer = await CheckAsync("--no-pods");

        Assert.That((answer.Of("pods"), answer.Of("admission", "transform")), Is.EqualTo(("skipped without_pods", "green")));
        Assert.That(_api.Jobs.Made, Is.Zero);
        Assert.That(_api.Store.All("jobs", Namespace), Is.Empty);
    }

    [Test]
    public async Task An_API_server_that_is_not_there()
    {
        await _api.DisposeAsync();

        var answer = await CheckAsync();

        Assert.That((answer.Of("kubernetes_api"), answer.Of("rbac"), answer.Of("pods")), Is.EqualTo(("red unreachable", "skipped depends", "skipped depends")));
    }

    [TestCase("v1.28.9", "red too_old")]
    [TestCase("v1.29.0", "green")]
    [TestCase("v1.99.0", "warning untried")]
    public async Task A_version_that_is_not_supported_is_told_by_its_name(string version, string outcome)
    {
        _api.GitVersion = version;

        var answer = await CheckAsync("--no-pods");

        Assert.That(answer.Of("kubernetes_version"), Is.EqualTo(outcome));
        Assert.That(answer.Evidence("kubernetes_version"), Does.Contain(version));
    }

    [TestCase("create jobs")]
    [TestCase("watch events")]
    [TestCase("get pods/log")]
    public async Task A_right_that_is_missing_is_named(string right)
    {
        _api.Denied = [right];

        var answer = await CheckAsync("--no-pods");

        Assert.That(answer.Of("rbac"), Is.EqualTo("red missing"));
        Assert.That(answer.Evidence("rbac"), Does.Contain($"may not {right} in namespace {Namespace}"));
    }

    [Test]
    public async Task What_the_agent_may_not_look_at_is_skipped_and_not_red()
    {
        _api.Denied = ["get secrets", "get serviceaccounts", "list resourcequotas"];

        var answer = await CheckAsync("--no-pods");

        foreach (var id in new[] { "secrets", "service_accounts", "quota" })
            Assert.That(answer.Of(id), Is.EqualTo("skipped not_permitted"), id);
    }

    [Test]
    public async Task A_Secret_and_an_account_that_are_not_there_are_named()
    {
        _api.Store.Delete("secrets", Namespace, "registry");
        _api.Store.Delete("serviceaccounts", Namespace, Account);
        Environment["FREEHOLD_PREFLIGHT__SECRETS"] = "freehold-token";

        var answer = await CheckAsync("--no-pods");

        Assert.That((answer.Of("secrets"), answer.Of("service_accounts")), Is.EqualTo(("red missing", "red missing")));
        Assert.That(answer.Evidence("secrets"), Does.Contain("freehold-token").And.Contain("registry"));
        Assert.That(answer.Evidence("service_accounts"), Does.Contain(Account));
    }

    [Test]
    public async Task A_quota_without_room()
    {
        Put("resourcequotas", "small", ("status", new JsonObject
        {
            ["hard"] = new JsonObject { ["requests.memory"] = "4Gi", ["pods"] = "10" },
            ["used"] = new JsonObject { ["requests.memory"] = "3Gi", ["pods"] = "1" },
        }));

        var answer = await CheckAsync("--no-pods");

        Assert.That(answer.Of("quota"), Is.EqualTo("red quota_exceeded"));
        Assert.That(answer.Evidence("quota"), Does.Contain("small").And.Contain("requests.memory used 3Gi of 4Gi").And.Not.Contain("pods"));
    }

    [Test]
    public async Task A_limit_that_is_smaller_than_a_worker()
    {
        Put("limitranges", "tiny", ("spec", new JsonObject
        {
            ["limits"] = new JsonArray(new JsonObject { ["type"] = "Container", ["max"] = new JsonObject { ["memory"] = "1Gi", ["cpu"] = "2" } }),
        }));

        var answer = await CheckAsync("--no-pods");

        Assert.That(answer.Of("quota"), Is.EqualTo("red limit_exceeded"));
        Assert.That(answer.Evidence("quota"), Does.Contain("tiny").And.Contain("memory"));
    }

    [TestCase(403, "admission webhook \"rules\" denied the request: image must be signed", "red refused")]
    [TestCase(422, "Job.batch \"x\" is invalid: spec.template.spec.runtimeClassName", "red refused")]
    [TestCase(403, "jobs \"x\" is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1", "red quota_exceeded")]
    [TestCase(500, "Internal error occurred: failed calling webhook \"rules.example\"", "red unavailable")]
    public async Task A_rule_that_refuses_the_Job_is_quoted(int code, string message, string outcome)
    {
        _api.Faults.Admission = (resource, _) => resource is "jobs" ? new(code, "Forbidden", message) : null;

        var answer = await CheckAsync("--no-pods");

        Assert.That(answer.Of("admission", "transform"), Is.EqualTo(outcome));
        Assert.That(answer.Evidence("admission", "transform"), Does.Contain(message));
    }

    [Test]
    public async Task A_warning_of_pod_security_is_passed_on()
    {
        _api.Warning = "would violate PodSecurity \"restricted:latest\": hostPath volumes";

        var answer = await CheckAsync("--no-pods");

        Assert.That(answer.Of("admission", "transform"), Is.EqualTo("warning pod_security"));
        Assert.That(answer.Evidence("admission", "transform"), Does.Contain("hostPath volumes"));
    }

    [Test]
    public async Task Pods_that_are_refused()
    {
        _api.Jobs.PodRefusal = "pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\"";
        Environment["FREEHOLD_PREFLIGHT__WORKERLIMIT"] = "30s";

        var answer = await CheckAsync();

        Assert.That(answer.Of("pods", "transform"), Is.EqualTo("red refused"));
        Assert.That(answer.Evidence("pods", "transform"), Does.Contain("violates PodSecurity"));
        Assert.That(_api.Store.All("jobs", Namespace), Is.Empty);
    }

    [Test]
    public async Task Pods_that_no_node_takes()
    {
        _api.Jobs.PodMade = pod => pod.IsUnschedulable();

        var answer = await CheckAsync();

        Assert.That(answer.Of("pods", "transform"), Is.EqualTo("red unschedulable"));
        Assert.That(_api.Store.All("jobs", Namespace), Is.Empty);
    }

    [Test]
    public async Task An_image_that_cannot_be_pulled_is_named()
    {
        _api.Jobs.PodMade = pod =>
        {
            pod.SetCondition("PodScheduled", "True", null);
            pod.WaitsIn("InvalidImageName");
        };

        var answer = await CheckAsync();

        Assert.That(answer.Of("pods", "transform"), Is.EqualTo("red image_pull"));
        Assert.That(answer.Evidence("pods", "transform"), Does.Contain("registry.example/freehold/worker:1"));
    }

    [Test]
    public async Task Another_program_in_the_image()
    {
        _api.Jobs.PodMade = pod =>
        {
            pod.Run();
            pod.Writes("Hello from nginx");
            pod.Ends(2);
        };

        var answer = await CheckAsync();

        Assert.That(answer.Of("pods", "transform"), Is.EqualTo("red worker_failed"));
        Assert.That(answer.Evidence("pods", "transform"), Does.Contain("exit code 2").And.Not.Contain("nginx"));
    }

    [Test]
    public async Task A_bucket_that_is_denied_is_named_with_the_right_and_who_asked()
    {
        await File.WriteAllTextAsync(Folder["buckets.json"], """[{"input": "s3://source/in/*.csv", "output": "s3://sink/out/", "kind": "transform"}]""");
        Environment["FREEHOLD_PREFLIGHT__BUCKETSFILE"] = Folder["buckets.json"];
        _api.Jobs.PodMade = pod => Answers(
            pod,
            """{"failed":{"code":"check_failed","check":{"permissions":[{"id":"source_list","outcome":"CHECK_OUTCOME_GREEN","milliseconds":12},{"id":"sink_write","outcome":"CHECK_OUTCOME_RED","code":"bucket_denied","action":"write","identity":"arn:aws:iam::1:role/worker"}]}}}""",
            exitCode: 1);

        var answer = await CheckAsync();

        Assert.That((answer.ExitCode, answer.Of("pods", "transform")), Is.EqualTo((1, "green")), "the pod itself is all right");
        Assert.That((answer.Of("source_list", "transform"), answer.Of("sink_write", "transform")), Is.EqualTo(("green", "red bucket_denied")));
        Assert.That(answer.Evidence("sink_write"), Is.EqualTo("s3://sink/out/: write refused as arn:aws:iam::1:role/worker"));
        Assert.That(answer.Remedy("sink_write"), Does.Contain("s3:PutObject"));
        Assert.That(answer.Printed, Does.Contain("s3://sink/out/").And.Contain("s3:PutObject"));
    }

    [TestCase("""[{"input": "s3://source/in/", "output": "nowhere"}]""")]
    [TestCase("""[{"input": "s3://source/in/", "output": "s3://sink/out/", "kind": "check"}]""")]
    [TestCase("""[{"input": "s3://source/in/", "output": "s3://sink/out/", "canary": 1}]""")]
    [TestCase("canary")]
    public async Task A_list_of_stores_with_a_mistake(string list)
    {
        await File.WriteAllTextAsync(Folder["buckets.json"], list);
        Environment["FREEHOLD_PREFLIGHT__BUCKETSFILE"] = Folder["buckets.json"];

        var answer = await CheckAsync();

        Assert.That(answer.Of("stores"), Is.EqualTo("red invalid"));
        Assert.That(_api.Jobs.Made, Is.Zero);
    }

    private static void Answers(SimulatedPod pod, string result, int exitCode)
    {
        pod.Run();
        pod.Writes(Started);
        pod.Writes(result);
        pod.Ends(exitCode);
    }

    private void Put(string resource, string name, params IEnumerable<(string Key, JsonNode Value)> members)
    {
        var value = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = Namespace } };
        foreach (var (key, member) in members)
            value[key] = member;
        _api.Store.Put(resource, value);
    }
}
