using Freehold.Charts.Tests.Helm;
using Freehold.JobContract.Documents;

namespace Freehold.Charts.Tests.Rights;

public sealed class WorkerAccounts
{
    [Test]
    public async Task There_is_one_for_each_kind_of_job_that_the_agent_runs()
    {
        Assert.That(
            AccountsOf(await Chart.RenderAsync()),
            Is.EquivalentTo(JobKinds.Supported.Where(kind => kind is not JobKind.Check).Select(kind => $"eu-bank-worker-{kind.Name()}")));
    }

    [Test]
    public async Task Are_the_ones_that_the_agent_gives_to_its_workers([Values("", "workers: {serviceAccounts: {transform: {name: ours}}}")] string values)
    {
        var manifests = await Chart.RenderAsync(values);

        Assert.That(
            manifests.AgentEnvironment()["FREEHOLD_WORKERS__SERVICEACCOUNTS"].Split(','),
            Is.EqualTo(["profile=eu-bank-worker-profile", values.Length == 0 ? "transform=eu-bank-worker-transform" : "transform=ours"]));
    }

    [Test]
    public async Task Carry_the_cloud_identity()
    {
        var manifests = await Chart.RenderAsync("workers: {serviceAccounts: {transform: {annotations: {eks.amazonaws.com/role-arn: reader}}}}");

        Assert.That((string?)manifests.The("ServiceAccount", "eu-bank-worker-transform").At("metadata.annotations")!["eks.amazonaws.com/role-arn"], Is.EqualTo("reader"));
    }

    [Test]
    public async Task May_be_there_already()
    {
        Assert.That(AccountsOf(await Chart.RenderAsync("workers: {serviceAccounts: {transform: {name: ours}}}")), Does.Not.Contain("eu-bank-worker-transform"));
    }

    [Test]
    public async Task Have_no_rights()
    {
        var subjects = (await Chart.RenderAsync()).Where(manifest => manifest.Kind is "RoleBinding").SelectMany(binding => binding.At("subjects")!.AsArray());

        Assert.That(subjects.Select(subject => (string?)subject!["name"]), Is.All.EqualTo("eu-bank-agent"));
    }

    private static IEnumerable<string> AccountsOf(IReadOnlyList<Manifest> manifests) =>
        manifests.Where(manifest => manifest.Kind is "ServiceAccount" && (string?)manifest.At("metadata.labels")!["app.kubernetes.io/component"] == "worker").Select(account => account.Name);
}
