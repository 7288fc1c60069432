using System.Text;
using Grpc.Core;

namespace Freehold.Interoperability.Tests.StandIns;

public sealed class MetadataTests
{
    [Test]
    public void A_key_is_kept_in_lower_case()
    {
        Assert.That(new Metadata.Entry("X-Some_Key.1", "value").Key, Is.EqualTo("x-some_key.1"));
    }

    [TestCase("")]
    [TestCase("with space")]
    [TestCase("colon:")]
    [TestCase("naïve")]
    [TestCase("\u212Aelvin", Description = "The Kelvin sign, whose lower case is the letter k.")]
    public void A_key_with_a_character_that_the_wire_forbids_is_refused(string key)
    {
        Assert.That(() => new Metadata.Entry(key, "value"), Throws.ArgumentException);
    }

    [Test]
    public void Bytes_need_a_key_that_says_so_and_text_one_that_does_not()
    {
        Assert.That(() => new Metadata.Entry("key", [1]), Throws.ArgumentException);
        Assert.That(() => new Metadata.Entry("key-BIN", "text"), Throws.ArgumentException);
    }

    [Test]
    public void Bytes_are_copied_on_the_way_in_and_on_the_way_out()
    {
        byte[] bytes = [1];
        var entry = new Metadata.Entry("key-bin", bytes);

        bytes[0] = 2;
        entry.ValueBytes[0] = 3;

        Assert.That(entry.ValueBytes, Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public void Text_can_be_had_as_bytes_but_bytes_never_as_text()
    {
        Assert.That(new Metadata.Entry("key", "text").ValueBytes, Is.EqualTo(Encoding.ASCII.GetBytes("text")));
        Assert.That(() => new Metadata.Entry("key-bin", [1]).Value, Throws.InvalidOperationException);
    }

    [Test]
    public void Of_a_repeated_key_the_last_value_is_got_and_all_in_order_on_request()
    {
        var metadata = new Metadata { { "key", "one" }, { "other", "two" }, { "KEY", "three" } };

        Assert.That(metadata.GetValue("Key"), Is.EqualTo("three"));
        Assert.That(metadata.GetAll("Key").Select(entry => entry.Value), Is.EqualTo(new[] { "one", "three" }));
        Assert.That(metadata.GetValue("absent"), Is.Null);
    }

    [Test]
    public void The_shared_empty_one_stays_empty()
    {
        Assert.That(() => Metadata.Empty.Add("key", "value"), Throws.InvalidOperationException);
        Assert.That(() => new RpcException(Status.DefaultCancelled).Trailers.Add("key", "value"), Throws.InvalidOperationException);
    }
}
