using Freehold.Worker.Encryption;

namespace Freehold.Worker.Tests.Encryption;

public sealed class AesSivTests
{
    [Test]
    public void The_deterministic_example_of_RFC_5297()
    {
        using var siv = new AesSiv(
            Convert.FromHexString("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
            Convert.FromHexString("101112131415161718191a1b1c1d1e1f2021222324252627"));
        AssertBothWays(siv, "112233445566778899aabbccddee", "85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c");
    }

    [Test]
    public void The_example_with_a_nonce_of_RFC_5297()
    {
        using var siv = new AesSiv(
            Convert.FromHexString("7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f"),
            Convert.FromHexString("00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100"),
            Convert.FromHexString("102030405060708090a0"),
            Convert.FromHexString("09f911029d74e35bd84156c5635688c0"));
        AssertBothWays(
            siv,
            "7468697320697320736f6d6520706c61696e7465787420746f20656e6372797074207573696e67205349562d414553",
            "7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d");
    }

    [TestCase(0)]
    [TestCase(16)]
    [TestCase(40)]
    public void A_changed_cipher_text_is_noticed(int place)
    {
        using var siv = new AesSiv(new byte[32]);
        var cipherText = new byte[41];
        siv.Encrypt("twenty-five bytes of text"u8, cipherText);
        cipherText[place] ^= 1;

        var text = new byte[25];
        Assert.That(siv.TryDecrypt(cipherText, text), Is.False);
        Assert.That(text, Is.All.Zero);
    }

    private static void AssertBothWays(AesSiv siv, string plain, string cipher)
    {
        var text = Convert.FromHexString(plain);
        var cipherText = new byte[text.Length + AesSiv.Overhead];

        siv.Encrypt(text, cipherText);
        Assert.That(Convert.ToHexStringLower(cipherText), Is.EqualTo(cipher));

        var back = new byte[text.Length];
        Assert.That(siv.TryDecrypt(cipherText, back), Is.True);
        Assert.That(back, Is.EqualTo(text));
    }
}
