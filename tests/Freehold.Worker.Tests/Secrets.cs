namespace Freehold.Worker.Tests;

/// <summary>The secrets of all tests. Values of the golden tests were computed with this master key, by other programs.</summary>
[SetUpFixture]
public sealed class Secrets
{
    public const string Master = "0123456789abcdef0123456789abcdef";

    [OneTimeSetUp]
    public void Set()
    {
        Environment.SetEnvironmentVariable("FREEHOLD_SECRET_TEST_KEY", Master);
        Environment.SetEnvironmentVariable("FREEHOLD_SECRET_TEST_SHORT", "fifteen bytes..");
    }
}
