using Freehold.ControlPlane.Database;

namespace Freehold.ControlPlane.Tests.Database;

internal sealed class ConnectionSettingsTests
{
    [Test]
    public void Statements_are_prepared_and_two_control_planes_fit_where_nothing_else_is_said()
    {
        var settings = ConnectionSettings.Of("Host=db;Username=freehold");

        Assert.Multiple(() =>
        {
            Assert.That(settings.MaxPoolSize, Is.EqualTo(45));
            Assert.That(settings.MaxAutoPrepare, Is.EqualTo(100));
            Assert.That(settings.AutoPrepareMinUsages, Is.EqualTo(2));
            Assert.That(settings.ApplicationName, Is.EqualTo("freehold-control-plane"));
        });
    }

    [TestCase("Maximum Pool Size=7;Max Auto Prepare=0")]
    [TestCase("MaxPoolSize=7;max auto prepare=0")]
    public void What_the_connection_string_says_stays(string said)
    {
        var settings = ConnectionSettings.Of($"Host=db;Username=freehold;Application Name=mine;{said}");

        Assert.Multiple(() =>
        {
            Assert.That(settings.MaxPoolSize, Is.EqualTo(7));
            Assert.That(settings.MaxAutoPrepare, Is.Zero);
            Assert.That(settings.ApplicationName, Is.EqualTo("mine"));
        });
    }
}
