using System.Globalization;
using Freehold.JobContract.Transform;
using Freehold.Worker.Tests.Kernels;

namespace Freehold.Worker.Tests.Fakes;

public sealed class UniqueFakeTests
{
    // Computed with Python from the description in docs/transform.md.
    [TestCase("1", "373772316")]
    [TestCase("2", "41938650")]
    [TestCase("59", "930695590")]
    [TestCase("-12345", "-268092065")]
    public void A_number_follows_the_permutation(string id, string fake) =>
        Assert.That(Kernel.Apply(Unique(FakeEntity.Number), id), Is.EqualTo(fake));

    [TestCase(FakeEntity.Name, "{0}", "^[A-Z][A-Za-z]+ [A-Z][A-Za-z]+ [0-9a-z]+$")]
    [TestCase(FakeEntity.Email, "{0}@x.org", @"^[a-z]+\.[a-z]+\.[0-9a-z]+@example\.(com|org|net)$")]
    [TestCase(FakeEntity.Username, "u{0}", @"^[a-z]+\.[a-z]+\.[0-9a-z]+$")]
    [TestCase(FakeEntity.Phone, "+{0} 123-4", @"^\+[1-9]\d* \d\d\d-\d$")]
    [TestCase(FakeEntity.CreditCard, "4{0}0000000", @"^[1-9]\d+$")]
    [TestCase(FakeEntity.NationalId, "AB{0}C", "^[A-Z]{2}[0-9]+[A-Z]$")]
    [TestCase(FakeEntity.Number, "{0}", @"^\d+$")]
    public void Twenty_thousand_values_have_twenty_thousand_fakes(FakeEntity entity, string form, string pattern)
    {
        var values = Enumerable.Range(1000, 20_000).Select(number => string.Format(CultureInfo.InvariantCulture, form, number)).ToList();
        var fakes = Kernel.ApplyAll(Unique(entity), values);

        Assert.That(fakes, Is.Unique.And.All.Match(pattern));
    }

    [Test]
    public void Short_and_long_texts_never_share_a_name()
    {
        var values = Enumerable.Range(0, 128).Select(code => $"{(char)code}").Where(text => text.Length > 0)
            .Concat(Enumerable.Range(0, 2000).Select(number => number.ToString(CultureInfo.InvariantCulture)))
            .Concat(Enumerable.Range(1, 200).Select(length => new string('a', length)))
            .Distinct(StringComparer.Ordinal).ToList();

        Assert.That(Kernel.ApplyAll(Unique(FakeEntity.Username), values), Is.Unique);
    }

    [Test]
    public void A_small_space_is_permuted_whole()
    {
        // Seven digits of which the first is none: all of them, in blocks, come out again.
        var fakes = Kernel.ApplyAll(Unique(FakeEntity.Phone), [.. Enumerable.Range(1_000_000, 50_000).Select(number => $"{number}")]);
        Assert.That(fakes, Is.Unique.And.All.Match(@"^[1-9]\d{6}$"));
    }

    [TestCase(FakeEntity.Phone, "12345")]
    [TestCase(FakeEntity.CreditCard, "12-34")]
    [TestCase(FakeEntity.Number, "007")]
    [TestCase(FakeEntity.Number, "1.5")]
    [TestCase(FakeEntity.Uuid, "no uuid")]
    public void A_value_without_a_space_of_its_own_is_refused_or_becomes_empty(FakeEntity entity, string value)
    {
        Assert.That(Kernel.Apply(Unique(entity), value), Is.Null);
        Assert.That(Kernel.Apply(Unique(entity) with { OnInvalid = InvalidValues.Empty }, value), Is.Empty);
    }

    [Test]
    public void A_UUID_keeps_its_version_variant_and_form()
    {
        Assert.That(Kernel.Apply(Unique(FakeEntity.Uuid), "{F47AC10B-58CC-4372-A567-0E02B2C3D479}"), Does.Match("^{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}}$"));
        Assert.That(
            Kernel.Apply(Unique(FakeEntity.Uuid), "f47ac10b-58cc-4372-a567-0e02b2c3d479"),
            Is.EqualTo(Kernel.Apply(Unique(FakeEntity.Uuid), "{F47AC10B-58CC-4372-A567-0E02B2C3D479}")!.Trim('{', '}').ToLowerInvariant()));
    }

    private static FakeAction Unique(FakeEntity entity) => new(entity, "default") { Unique = true };
}
