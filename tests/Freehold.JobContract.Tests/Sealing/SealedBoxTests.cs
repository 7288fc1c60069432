using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Sealing;

namespace Freehold.JobContract.Tests.Sealing;

public sealed class SealedBoxTests
{
    private readonly ECDiffieHellman _recipient = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _context = Encoding.UTF8.GetBytes("context");
    private readonly byte[] _message = Encoding.UTF8.GetBytes("a secret");

    [OneTimeTearDown]
    public void Dispose() => _recipient.Dispose();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(5_000)]
    public void The_recipient_reads_what_was_sealed(int length)
    {
        var message = RandomNumberGenerator.GetBytes(length);

        var box = SealedBox.Seal(PublicOnly(), _context, message);

        Assert.That(SealedBox.TryOpen(_recipient, _context, box, out var opened), Is.True);
        Assert.That(opened, Is.EqualTo(message));
    }

    [Test]
    public void The_same_message_is_sealed_differently_each_time()
    {
        var first = SealedBox.Seal(PublicOnly(), _context, _message);
        var second = SealedBox.Seal(PublicOnly(), _context, _message);

        Assert.That(second, Is.Not.EqualTo(first));
    }

    [Test]
    public void Nobody_else_can_open_it()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

        Assert.That(SealedBox.TryOpen(other, _context, SealedBox.Seal(PublicOnly(), _context, _message), out _), Is.False);
    }

    [Test]
    public void It_opens_only_as_what_it_was_sealed_for()
    {
        var box = SealedBox.Seal(PublicOnly(), _context, _message);

        Assert.That(SealedBox.TryOpen(_recipient, "another context"u8, box, out _), Is.False);
    }

    [Test]
    public void A_box_with_any_byte_changed_or_cut_off_does_not_open()
    {
        var box = SealedBox.Seal(PublicOnly(), _context, _message);

        for (var at = 0; at < box.Length; at++)
        {
            box[at] ^= 1;
            Assert.That(SealedBox.TryOpen(_recipient, _context, box, out _), Is.False, $"byte {at}");
            box[at] ^= 1;
            Assert.That(SealedBox.TryOpen(_recipient, _context, box.AsSpan(0, at), out _), Is.False, $"{at} bytes");
        }

        Assert.That(SealedBox.TryOpen(_recipient, _context, box, out _), Is.True, "put right again");
    }

    [Test]
    public void A_key_of_another_curve_or_kind_is_no_recipient()
    {
        using var otherCurve = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        using var otherKind = RSA.Create(2048);
        byte[] trailing = [.. _recipient.ExportSubjectPublicKeyInfo(), 0];

        Assert.That(SealedBox.ReadRecipient(otherCurve.ExportSubjectPublicKeyInfo()), Is.Null);
        Assert.That(SealedBox.ReadRecipient(otherKind.ExportSubjectPublicKeyInfo()), Is.Null);
        Assert.That(SealedBox.ReadRecipient(trailing), Is.Null);
        Assert.That(SealedBox.ReadRecipient([]), Is.Null);
    }

    private ECDiffieHellman PublicOnly() => SealedBox.ReadRecipient(_recipient.ExportSubjectPublicKeyInfo())!;
}
