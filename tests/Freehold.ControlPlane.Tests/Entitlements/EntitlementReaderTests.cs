using System.Text;
using Freehold.ControlPlane.Entitlements;

namespace Freehold.ControlPlane.Tests.Entitlements;

public sealed class EntitlementReaderTests
{
    private readonly Vendor _vendor = new();
    private EntitlementKeys _keys = null!;

    [OneTimeSetUp]
    public void Keys() => _keys = _vendor.Keys();

    [OneTimeTearDown]
    public void Dispose()
    {
        _keys.Dispose();
        _vendor.Dispose();
    }

    [Test]
    public void What_the_vendor_signed_is_read([Values] bool inBase64)
    {
        var document = Vendor.Document("""
            "agents": 5, "replicas": 12, "parallelJobs": 40, "kinds": ["transform"], "expires": "2027-01-01T00:00:00Z"
            """);
        var signature = _vendor.Sign(document);

        var read = Read(document, inBase64 ? Encoding.ASCII.GetBytes(Convert.ToBase64String(signature, Base64FormattingOptions.InsertLineBreaks) + "\n") : signature, out _);

        Assert.That(read?.Agents, Is.EqualTo(5));
        Assert.That(read?.Replicas, Is.EqualTo(12));
        Assert.That(read?.ParallelJobs, Is.EqualTo(40));
        Assert.That(read?.Kinds, Is.EqualTo(new[] { "transform" }));
        Assert.That(read?.Expires, Is.EqualTo(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(read?.GraceEnds, Is.EqualTo(read!.Expires!.Value.AddDays(14)));
    }

    [Test]
    public void No_byte_of_it_can_be_changed()
    {
        var document = Vendor.Document("\"agents\": 5");
        var signature = _vendor.Sign(document);

        for (var at = 0; at < document.Length; at++)
        {
            var changed = document.ToArray();
            changed[at] ^= 1;
            Assert.That(Read(changed, signature, out var problem), Is.Null);
            Assert.That(problem, Does.StartWith("The signature does not fit"));
        }
    }

    [Test]
    public void Another_key_does_not_count()
    {
        using var other = new Vendor();
        var document = Vendor.Document("\"agents\": 5000");

        Assert.That(Read(document, other.Sign(document), out var problem), Is.Null);
        Assert.That(problem, Does.StartWith("The signature does not fit"));
    }

    [Test]
    public void A_signature_that_is_none_is_refused()
    {
        var document = Vendor.Document("");
        foreach (var signature in new byte[][] { [], [0x30], "0"u8.ToArray(), "====="u8.ToArray(), new byte[5000], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff] })
            Assert.That(Read(document, signature, out _), Is.Null);
    }

    [TestCase("\"organisation\": \"x\"", "cannot be read, at line 1")]
    [TestCase("\"agents\": 1, \"agents\": 2", "cannot be read")]
    [TestCase("\"agents\": -1", "out of its range")]
    [TestCase("\"graceDays\": 91", "out of its range")]
    [TestCase("\"kinds\": [\"teleport\"]", "does not know: teleport")]
    public void What_is_signed_and_wrong_is_refused_with_the_place(string members, string reason)
    {
        var document = Vendor.Document(members);

        Assert.That(Read(document, _vendor.Sign(document), out var problem), Is.Null);
        Assert.That(problem, Does.Contain(reason));
    }

    [Test]
    public void It_is_good_for_its_own_organization_alone()
    {
        var document = Vendor.Document("");

        Assert.That(new EntitlementReader(_keys).Read(document, _vendor.Sign(document), "other", out var problem), Is.Null);
        Assert.That(problem, Does.Contain("is for the organization default, and this is other"));
    }

    private EntitlementDocument? Read(byte[] document, byte[] signature, out string problem) =>
        new EntitlementReader(_keys).Read(document, signature, "default", out problem);
}
