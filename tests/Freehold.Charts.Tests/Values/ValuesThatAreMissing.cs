using Freehold.Charts.Tests.Helm;

namespace Freehold.Charts.Tests.Values;

public sealed class ValuesThatAreMissing
{
    [Test]
    public async Task Are_named_by_lint_and_by_template(
        [Values] bool three, [Values("image.registry", "controlPlane.endpoint", "credentials.existingSecret")] string value)
    {
        var helm = three ? HelmProgram.Three : HelmProgram.Four;
        var lint = await Chart.LintAsync(helm);
        var template = await Chart.TryRenderAsync(helm, [], []);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lint.ExitCode, Is.Not.Zero);
            Assert.That(lint.Told.Replace('/', '.'), Does.Contain(value));
            Assert.That(template.ExitCode, Is.Not.Zero);
            Assert.That(template.Told.Replace('/', '.'), Does.Contain(value));
        }
    }

    [Test]
    public async Task One_of_them_is_enough_for_a_refusal([Values("image", "controlPlane", "credentials")] string without)
    {
        var values = string.Join('\n', Chart.Plain.Split('\n').Where(line => !line.StartsWith(without, StringComparison.Ordinal)));

        var result = await Chart.TryRenderAsync(HelmProgram.Four, [], [values]);

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Told, Does.Contain($"'/{without}"));
    }

    [Test]
    public async Task Nothing_is_missing_where_there_is_enough([Values] bool three)
    {
        foreach (var values in Directory.GetFiles(Path.Combine(Repository.Chart, "ci"), "*.yaml"))
        {
            var result = await Chart.LintAsync(three ? HelmProgram.Three : HelmProgram.Four, await File.ReadAllTextAsync(values));
            Assert.That(result.ExitCode, Is.Zero, result.Told);
        }
    }
}
