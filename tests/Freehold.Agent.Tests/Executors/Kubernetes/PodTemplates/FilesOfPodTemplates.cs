using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes.PodTemplates;

namespace Freehold.Agent.Tests.Executors.Kubernetes.PodTemplates;

public sealed class FilesOfPodTemplates
{
    [Test]
    public void Are_merged_one_after_the_other()
    {
        var pod = new JsonObject();

        Read("""[{"spec":{"priorityClassName":"a","runtimeClassName":"b"}},{"spec":{"priorityClassName":"c"}}]""", out _)!.ApplyTo(pod, "M");

        Assert.That(pod.ToJsonString(), Is.EqualTo("""{"spec":{"priorityClassName":"c","runtimeClassName":"b"}}"""));
    }

    [Test]
    public void May_hold_a_single_one()
    {
        var pod = new JsonObject();

        Read("""{"metadata":{"labels":{"a":"b"}}}""", out _)!.ApplyTo(pod, "M");

        Assert.That(pod.ToJsonString(), Is.EqualTo("""{"metadata":{"labels":{"a":"b"}}}"""));
    }

    [TestCase("S", "all")]
    [TestCase("M", "roomy")]
    [TestCase("L", "large")]
    public void May_be_for_some_sizes_alone(string size, string runtimeClass)
    {
        var pod = new JsonObject();

        Read("""
            [{"spec":{"runtimeClassName":"all"}},{"sizes":["M","L"],"spec":{"runtimeClassName":"roomy"}},{"sizes":["L"],"spec":{"runtimeClassName":"large"}}]
            """, out _)!.ApplyTo(pod, size);

        Assert.That(pod.ToJsonString(), Is.EqualTo($$$"""{"spec":{"runtimeClassName":"{{{runtimeClass}}}"}}"""));
    }

    [TestCase("{\n\"spec\": canary }", "is no JSON: line 2")]
    [TestCase("[null]", "must hold a pod template")]
    [TestCase("null", "must hold a pod template")]
    [TestCase("\"canary\"", "must hold a pod template")]
    [TestCase("""{"spec":{},"kind":"canary"}""", "must hold a pod template")]
    [TestCase("""{"spec":"canary"}""", "must hold a pod template")]
    [TestCase("""{"spec":{},"sizes":["canary"]}""", "must hold a pod template")]
    [TestCase("""{"spec":{},"sizes":"S"}""", "must hold a pod template")]
    public void Are_refused_with_a_reason_that_quotes_nothing(string text, string reason)
    {
        Assert.That(Read(text, out var problem), Is.Null);
        Assert.That(problem, Does.Contain(reason).And.Not.Contain("canary"));
    }

    [Test]
    public void Must_be_there()
    {
        Assert.That(PodTemplateFile.TryRead("/nowhere/template.json", out var problem), Is.Null);
        Assert.That(problem, Is.EqualTo("/nowhere/template.json cannot be read"));
    }

    private static PodTemplateFile? Read(string text, out string problem)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["template.json"], text);
        return PodTemplateFile.TryRead(folder["template.json"], out problem);
    }
}
