using System.Text;
using Freehold.JobContract.Transform;
using FsCheck;
using FsCheck.Fluent;

namespace Freehold.Worker.Tests.Kernels;

public sealed class MaskKernelTests
{
    [TestCase("4111-1111-1111-1234", 0, 4, "****-****-****-1234")]
    [TestCase("anna@example.org", 1, 0, "a***@*******.***")]
    [TestCase("Müller", 1, 1, "M****r")]
    [TestCase("日本語", 1, 0, "日**")]
    [TestCase("e\u0301a", 0, 1, "**a")]
    [TestCase("ab", 1, 1, "**")]
    [TestCase("a-b", 1, 1, "*-*")]
    [TestCase("a", 0, 0, "*")]
    [TestCase("--", 0, 0, "--")]
    public void Characters_are_masked_and_separators_stay(string value, int first, int last, string masked) =>
        Assert.That(Kernel.Apply(new MaskAction(first, last, '*', KeepSeparators: true), value), Is.EqualTo(masked));

    [TestCase("4111-1234", 0, 4, "#####1234")]
    [TestCase("a b", 0, 0, "###")]
    [TestCase("--", 0, 0, "##")]
    public void Without_separators_kept_every_character_counts(string value, int first, int last, string masked) =>
        Assert.That(Kernel.Apply(new MaskAction(first, last, '#', KeepSeparators: false), value), Is.EqualTo(masked));

    [Test]
    public void The_number_of_characters_stays()
    {
        Prop.ForAll(Texts, ArbMap.Default.ArbFor<byte>(), ArbMap.Default.ArbFor<bool>(), (text, keep, separators) =>
        {
            var masked = Kernel.Apply(new MaskAction(keep % 5, keep % 3, '*', separators), text)!;
            return masked.EnumerateRunes().Count() == text.EnumerateRunes().Count();
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void No_letter_or_digit_is_left_but_those_that_are_kept()
    {
        Prop.ForAll(Texts, ArbMap.Default.ArbFor<byte>(), (text, keep) =>
        {
            var action = new MaskAction(keep % 5, keep % 3, '*', KeepSeparators: true);
            return Kernel.Apply(action, text)!.EnumerateRunes().Count(Rune.IsLetterOrDigit) <= action.KeepFirst + action.KeepLast;
        }).QuickCheckThrowOnFailure();
    }

    private static Arbitrary<string> Texts { get; } = ArbMap.Default.ArbFor<NonEmptyString>()
        .Convert(text => new string(text.Get.Where(character => !char.IsSurrogate(character)).DefaultIfEmpty('x').ToArray()), NonEmptyString.NewNonEmptyString);
}
