using System.Xml.Linq;

namespace Freehold.Conventions.Tests.Dependencies;

public sealed class DependencyTests
{
    private static IReadOnlyList<SourceFile> ProjectFiles { get; } = [.. SourceTree.With(".csproj")];

    private static IEnumerable<TestCaseData> Rules => DependencyRule.All.Select(rule => new TestCaseData(rule.From, rule.To, rule.Reason));

    [TestCaseSource(nameof(Rules))]
    public void Projects_depend_in_the_allowed_direction(string from, string to, string reason)
    {
        Assert.That(new DependencyRule(from, to, reason).Violations(ProjectGraph.Of(ProjectFiles)), Is.Empty);
    }

    [Test]
    public void A_dependency_through_another_project_is_found()
    {
        var graph = ProjectGraph.Of(
        [
            Project("agent/A/A.csproj", "../../protos/B/B.csproj"),
            Project("protos/B/B.csproj", @"..\..\control-plane\C\C.csproj"),
            Project("control-plane/C/C.csproj"),
        ]);

        Assert.That(
            DependencyRule.All.SelectMany(rule => rule.Violations(graph)).Select(violation => violation.Split(':')[0]),
            Is.EquivalentTo(["agent/A/A.csproj needs control-plane/C/C.csproj", "protos/B/B.csproj needs control-plane/C/C.csproj"]));
    }

    [Test]
    public void The_solution_holds_every_project_in_its_folder()
    {
        var solution = XDocument.Parse(SourceTree.Texts.Single(file => file.Path == "Freehold.slnx").Text);
        var listed = solution.Descendants("Project").Select(project => (
            Folder: ((string?)project.Parent!.Attribute("Name"))?.Trim('/'),
            Path: (string)project.Attribute("Path")!));

        Assert.That(listed, Is.EquivalentTo(ProjectFiles.Select(project => (Folder: (string?)project.Path.Split('/')[0], project.Path))));
    }

    private static SourceFile Project(string path, params string[] references) =>
        new(path, new XElement("Project", references.Select(reference =>
            new XElement("ProjectReference", new XAttribute("Include", reference)))).ToString());
}
