using System.Runtime.CompilerServices;
using Freehold.ControlPlane.Problems;

namespace Freehold.ControlPlane.Tests.Problems;

public sealed class ProblemTypesTests
{
    private static IEnumerable<string> Names => ProblemTypes.All.Select(type => type.Name);

    [Test]
    public void Every_type_is_explained([ValueSource(nameof(Names))] string name)
    {
        Assert.That(Documentation(), Does.Contain($"`urn:freehold:problem:{name}`"));
    }

    [Test]
    public void Every_field_is_in_the_list()
    {
        var fields = typeof(ProblemTypes).GetFields().Where(field => field.FieldType == typeof(ProblemType)).Select(field => field.GetValue(null));

        Assert.That(ProblemTypes.All, Is.EquivalentTo(fields));
        Assert.That(Names, Is.Unique);
    }

    private static string Documentation([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "problems.md"));
}
