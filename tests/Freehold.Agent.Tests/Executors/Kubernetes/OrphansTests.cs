using Freehold.Agent.Assignments;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.Agent.Tests.ScriptedControlPlane;

namespace Freehold.Agent.Tests.Executors.Kubernetes;

public sealed class OrphansTests
{
    private static readonly AttemptId One = Messages.NewAttempt();

    private Orphans _orphans = null!;

    [SetUp]
    public void Begin() => _orphans = new();

    [Test]
    public void Are_attempts_that_nobody_knows_for_two_minutes()
    {
        Assert.That(_orphans.Take([One], _ => false, TimeSpan.Zero), Is.Empty);
        Assert.That(_orphans.Take([One], _ => false, TimeSpan.FromSeconds(119)), Is.Empty);
        Assert.That(_orphans.Take([One], _ => false, TimeSpan.FromSeconds(120)), Is.EqualTo([One]));
    }

    [Test]
    public void Are_none_that_were_known_meanwhile()
    {
        _orphans.Take([One], _ => false, TimeSpan.Zero);
        _orphans.Take([One], _ => true, TimeSpan.FromSeconds(60));

        Assert.That(_orphans.Take([One], _ => false, TimeSpan.FromSeconds(121)), Is.Empty);
    }

    [Test]
    public void Are_none_that_are_gone()
    {
        _orphans.Take([One], _ => false, TimeSpan.Zero);

        Assert.That(_orphans.Take([], _ => false, TimeSpan.FromSeconds(121)), Is.Empty);
    }
}
