using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Tests.Documents;

public sealed class SecretNameTests
{
    [TestCase("transform/key", "FREEHOLD_SECRET_TRANSFORM_KEY")]
    [TestCase("my-app/master.key-2", "FREEHOLD_SECRET_MY_APP_MASTER_KEY_2")]
    public void A_name_has_one_environment_variable(string name, string variable)
    {
        Assert.That(SecretName.TryParse(name, out var secret), Is.True);
        Assert.That(secret!.EnvironmentVariable, Is.EqualTo(variable));
    }

    [TestCase("")]
    [TestCase("key")]
    [TestCase("/key")]
    [TestCase("name/")]
    [TestCase("Name/key")]
    [TestCase("name/key/more")]
    [TestCase("name/key\n")]
    public void Anything_else_is_no_name(string text)
    {
        Assert.That(SecretName.TryParse(text, out _), Is.False);
    }
}
