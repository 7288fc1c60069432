using Freehold.JobContract.Transform;

namespace Freehold.Worker.Tests.Kernels;

/// <summary>Known answers, computed with Python's cryptography from the formulas in docs/transform.md. Each is also decrypted.</summary>
public sealed class EncryptionGoldenTests
{
    private static readonly EncryptAction Fpe = new(EncryptionMode.Fpe, Decrypts: false);
    private static readonly EncryptAction Siv = new(EncryptionMode.Siv, Decrypts: false);

    [TestCase("4111-1111-1111-1234", "4768-8987-6339-8980")]
    [TestCase("number 4111111111111234", "number 4768898763398980")]
    public void Digits_change_and_everything_else_stays(string value, string encrypted) => AssertBothWays(Fpe, value, encrypted);

    [Test]
    public void A_tweak_and_the_strength_of_the_key_matter()
    {
        AssertBothWays(Fpe with { Tweak = "p-1", KeyBits = 128 }, "123456", "436767");
        AssertBothWays(Fpe with { TweakColumn = "id", KeyBits = 128 }, "123456", "436767", subject: "p-1");
    }

    [Test]
    public void An_alphabet_and_a_domain() =>
        AssertBothWays(Fpe with { Alphabet = Alphabets.Alphanumeric, Domain = "people" }, "Anna-Maria 42", "ssvJ-xYMqc Yv");

    [TestCase("4111 1111 1111 1111", "1866 2996 7963 5283")]
    [TestCase("4111 1111 1111 1112", "1866 2996 7963 5284")] // a wrong check digit is as wrong afterwards
    public void A_card_keeps_what_its_check_digit_says(string value, string encrypted) =>
        AssertBothWays(Fpe with { Entity = EncryptedEntity.CreditCard }, value, encrypted);

    [TestCase("1234567", "2042827")]
    [TestCase("-7654321", "-5997007")]
    [TestCase("0012345", "0399293")]
    public void A_number_begins_with_zero_only_if_it_did(string value, string encrypted) =>
        AssertBothWays(Fpe with { Entity = EncryptedEntity.Number }, value, encrypted);

    [TestCase("anna@example.org", "Xius7ZcH3XH-BgvWfLDL57qoTd67LwFelCVGO2dEo2w")]
    [TestCase("Müller", "zOlT9UIgNuvwo2LvIpIVw_R52TcGUQQ")]
    public void Text_in_base64url(string value, string encrypted) => AssertBothWays(Siv, value, encrypted);

    [Test]
    public void Text_in_hex_with_a_tweak() => AssertBothWays(
        Siv with { Output = CipherTextForm.Hex, Tweak = "tw", KeyBits = 128 }, new string('x', 40),
        "96446586dc6eba3c78f450748cd2d1cd2f1d46e6c1bcf210f8d662ebc50e5dfb7e47ec98b6a61794e79631967d825f89d3d50ad951ef478e");

    [TestCase("12345")]
    [TestCase("no digits")]
    [TestCase("1-2-3-4-5")]
    public void A_value_of_too_few_characters_is_refused_or_becomes_empty(string value)
    {
        Assert.That(Kernel.Apply(Fpe, value), Is.Null);
        Assert.That(Kernel.Apply(Fpe with { OnInvalid = InvalidValues.Empty }, value), Is.Empty);
    }

    [TestCase("nonsense!")]
    [TestCase("Xius")]
    [TestCase("Xius7ZcH3XH-BgvWfLDL57qoTd67LwFelCVGO2dEo2A")]
    public void What_was_not_encrypted_so_is_refused(string value) =>
        Assert.That(Kernel.Apply(Siv with { Decrypts = true }, value), Is.Null);

    [Test]
    public void Letters_beyond_ASCII_can_be_an_alphabet()
    {
        var action = Fpe with { Alphabet = "абвгдежзий" };
        var encrypted = Kernel.Apply(action, "вагаде!")!;

        Assert.That(encrypted, Does.Match("^[абвгдежзий]{6}!$").And.Not.EqualTo("вагаде!"));
        Assert.That(Kernel.Apply(action with { Decrypts = true }, encrypted), Is.EqualTo("вагаде!"));
    }

    private static void AssertBothWays(EncryptAction action, string value, string encrypted, string subject = "")
    {
        Assert.That(Kernel.Apply(action, value, subject), Is.EqualTo(encrypted));
        Assert.That(Kernel.Apply(action with { Decrypts = true }, encrypted, subject), Is.EqualTo(value));
    }
}
