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

        // Few different values, so that most are recalled; lengths on both sides of what is remembered at all.
        Prop.ForAll(Gen.Choose(0, 80).ListOf(50).ToArbitrary(), lengths => lengths.All(length =>
        {
            var value = Encoding.UTF8.GetBytes(new string('v', length));
            var remembered = new byte[Tokens.Length];
            longLived.Make(value, remembered);

            var anew = new byte[Tokens.Length];
            using var fresh = new Tokens(key, "x", NormalisationOptions.None);
            fresh.Make(value, anew);
            return remembered.AsSpan().SequenceEqual(anew);
        })).QuickCheckThrowOnFailure();
    }
}
