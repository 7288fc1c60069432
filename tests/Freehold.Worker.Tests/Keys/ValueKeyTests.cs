using System.Text;
using Freehold.Worker.Keys;
using FsCheck;
using FsCheck.Fluent;
using NormalisationOptions = Freehold.JobContract.Transform.Normalisation;

namespace Freehold.Worker.Tests.Keys;

public sealed class ValueKeyTests
{
    [Test]
    public void A_value_key_is_HKDF_of_the_master_key() =>
        Assert.That(
            Convert.ToHexStringLower(ValueKey.Derive(Encoding.UTF8.GetBytes(Secrets.Master), "default")),
            Is.EqualTo("9a0e0d2beff6faa9a8d3dbd7f27d0f6793bd0a2cc41aa95ae1613e5b7e728a83"));

    [Test]
    public void A_remembered_token_is_the_one_that_would_be_made_anew()
    {
        var key = ValueKey.Derive(Encoding.UTF8.GetBytes(Secrets.Master), "default");
        using var longLived = new Tokens(key, "x", NormalisationOptions.None);

        // Lengths on both sides of what is remembered, and few enough values that most are recalled.
        Prop.ForAll(Gen.Choose(0, 80).ListOf(50).ToArbitrary(), lengths => lengths.All(length =>
            Make(longLived, new string('v', length)).SequenceEqual(MakeAnew(key, new string('v', length)))))
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void Values_that_share_a_place_in_memory_do_not_share_a_token()
    {
        var key = ValueKey.Derive(Encoding.UTF8.GetBytes(Secrets.Master), "default");
        using var longLived = new Tokens(key, "x", NormalisationOptions.None);

        // Several for each place there is.
        var tokens = Enumerable.Range(0, 10_000).Select(number => Convert.ToHexString(Make(longLived, $"value {number:00000}"))).ToList();

        Assert.That(tokens.Distinct().Count(), Is.EqualTo(tokens.Count));
    }

    private static byte[] Make(Tokens tokens, string value)
    {
        var token = new byte[Tokens.Length];
        tokens.Make(Encoding.UTF8.GetBytes(value), token);
        return token;
    }

    private static byte[] MakeAnew(byte[] key, string value)
    {
        using var fresh = new Tokens(key, "x", NormalisationOptions.None);
        return Make(fresh, value);
    }
}
