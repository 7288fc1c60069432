namespace Freehold.Conventions.Tests.Names;

public sealed class NameTests
{
    [Test]
    public void Files_and_folders_are_called_after_what_they_do()
    {
        Assert.That(NameRules.Violations(SourceTree.Paths), Is.Empty);
    }

    [TestCase("agent/Freehold.Agent/Utils/Text.cs")]
    [TestCase("agent/Freehold.Agent/Jobs/JobManager.cs")]
    [TestCase("agent/Freehold.Agent/Jobs/TextHelpers.cs")]
    [TestCase("agent/Freehold.Common/Freehold.Common.csproj")]
    [TestCase("control-plane/console/src/helpers.ts")]
    [TestCase("agent/Freehold.Agent/Jobs/ExecutorBase.cs")]
    public void A_name_that_says_nothing_is_found(string path)
    {
        Assert.That(NameRules.Violations([path]), Is.Not.Empty);
    }

    [TestCase("control-plane/Freehold.ControlPlane/Database/Database.cs")]
    [TestCase("agent/Freehold.Agent/Commons.cs")]
    public void A_name_that_only_ends_alike_is_left_alone(string path)
    {
        Assert.That(NameRules.Violations([path]), Is.Empty);
    }
}
