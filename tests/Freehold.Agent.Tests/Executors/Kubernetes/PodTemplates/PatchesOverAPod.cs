using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes.PodTemplates;

namespace Freehold.Agent.Tests.Executors.Kubernetes.PodTemplates;

public sealed class PatchesOverAPod
{
    private const string Pod = """
        {"metadata":{"labels":{"a":"1"}},"spec":{"containers":[{"name":"main","image":"worker","env":[{"name":"A","value":"1"}],"args":["run"]}],"tolerations":[{"key":"x"}],"volumes":[{"name":"job"}]}}
        """;

    [TestCase("""{"metadata":{"labels":{"b":"2"}}}""", "metadata.labels", """{"a":"1","b":"2"}""", TestName = "Maps are merged")]
    [TestCase("""{"metadata":{"labels":{"a":null}}}""", "metadata.labels", "{}", TestName = "Null takes away")]
    [TestCase("""{"spec":{"affinity":{"nodeAffinity":{},"podAffinity":null}}}""", "spec.affinity", """{"nodeAffinity":{}}""", TestName = "What is new comes without nulls")]
    [TestCase("""{"metadata":{"labels":{"$patch":"replace","b":"2"}}}""", "metadata.labels", """{"b":"2"}""", TestName = "A map is replaced when told so")]
    [TestCase("""{"spec":{"containers":[{"name":"main","env":[{"name":"B","value":"2"}]}]}}""", "spec.containers.0.env", """[{"name":"A","value":"1"},{"name":"B","value":"2"}]""", TestName = "Named elements are merged, deep down")]
    [TestCase("""{"spec":{"containers":[{"name":"main","env":[{"name":"A","value":"3"}]}]}}""", "spec.containers.0.env", """[{"name":"A","value":"3"}]""", TestName = "The patch wins")]
    [TestCase("""{"spec":{"containers":[{"name":"main","args":["x"]}]}}""", "spec.containers.0.args", """["x"]""", TestName = "Lists of plain values are replaced")]
    [TestCase("""{"spec":{"tolerations":[{"key":"y"}]}}""", "spec.tolerations", """[{"key":"y"}]""", TestName = "Lists without a key are replaced")]
    [TestCase("""{"spec":{"containers":[{"name":"proxy","image":"p"}]}}""", "spec.containers.1", """{"name":"proxy","image":"p"}""", TestName = "A new element comes behind")]
    [TestCase("""{"spec":{"volumes":[{"name":"job","$patch":"delete"}]}}""", "spec.volumes", "[]", TestName = "An element is taken away when told so")]
    [TestCase("""{"spec":{"volumes":[{"$patch":"replace"},{"name":"other"}]}}""", "spec.volumes", """[{"name":"other"}]""", TestName = "A list is replaced when told so")]
    [TestCase("""{"spec":{"containers":[{"name":"main","$patch":"replace","image":"b"}]}}""", "spec.containers", """[{"name":"main","image":"b"}]""", TestName = "An element is replaced when told so")]
    [TestCase("""{"spec":{"imagePullSecrets":[{"name":"a"},{"name":"b","$patch":"delete"}]}}""", "spec.imagePullSecrets", """[{"name":"a"}]""", TestName = "A list that was not there comes without what is deleted")]
    public void Are_merged(string patch, string place, string expected)
    {
        var pod = JsonNode.Parse(Pod)!.AsObject();

        StrategicMerge.Apply(pod, JsonNode.Parse(patch)!.AsObject());

        Assert.That(At(pod, place)?.ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public void Are_not_changed_themselves()
    {
        const string Patch = """{"spec":{"affinity":{"a":null},"volumes":[{"name":"x"}]}}""";
        var patch = JsonNode.Parse(Patch)!.AsObject();

        for (var i = 0; i < 2; i++)
            StrategicMerge.Apply(JsonNode.Parse(Pod)!.AsObject(), patch);

        Assert.That(patch.ToJsonString(), Is.EqualTo(Patch));
    }

    private static JsonNode? At(JsonNode node, string place) =>
        place.Split('.').Aggregate((JsonNode?)node, (at, name) => int.TryParse(name, out var index) ? at![index] : at![name]);
}
