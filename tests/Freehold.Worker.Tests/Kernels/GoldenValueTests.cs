using Freehold.JobContract.Transform;

namespace Freehold.Worker.Tests.Kernels;

/// <summary>
/// Known answers, computed with Python's hmac and hashlib from the formulas in docs/transform.md. A change here changes every
/// customer's pseudonyms.
/// </summary>
public sealed class GoldenValueTests
{
    [TestCase("default", "", "anna@example.org", "3656ea3a9e6699ec6411bb9a60ffab0498bf418755dd3e5fbc8b47cf89cb4910")]
    [TestCase("customers", "email", "Müller", "0971b821c71237a8d59fe58970cd305753ed0906fa61c185c7cdc356352cd6f6")]
    [TestCase("default", "", "日本語", "912c66f68fdfa3e04efae3a997afd6aec9dc3f34e8c028528d9e12879d6ed557")]
    [TestCase("default", "person", "x", "1b3ea7dc6043cd5ea27f12326ac1f170f5d88b168c06e0f76cf26425b1e433b9")]
    public void A_pseudonym_is_the_token(string domain, string entity, string value, string token)
    {
        Assert.That(Kernel.Apply(new PseudonymAction(domain, entity, "", 64), value), Is.EqualTo(token));
        Assert.That(Kernel.Apply(new PseudonymAction(domain, entity, "p_", 12), value), Is.EqualTo("p_" + token[..12]));
    }

    [TestCase("anna@example.org", "08906c1ef19aa44c4d2c8f6b8a2c0284fcc8a7ce4e6fa43dc747e86d81af8f11")]
    [TestCase("Müller", "b0793283e8aa40aa64e03dcc762d60fbbe834a0c5a9c356bbb2cf9c1bfa21c5f")]
    public void A_hash_is_SHA_256_of_salt_and_value(string value, string hash) =>
        Assert.That(Kernel.Apply(new HashAction(Salt: null), value), Is.EqualTo(hash));

    [TestCase("p-1", 365, "2020-03-07", "2019-08-12")]
    [TestCase("p-2", 365, "2020-03-07", "2021-03-06")]
    [TestCase("p-1", 30, "1999-12-31", "2000-01-08")]
    public void A_date_moves_by_its_subjects_token(string subject, int days, string date, string moved) =>
        Assert.That(Kernel.Apply(new DateShiftAction(days, "id", "default", InvalidDates.Fail), date, subject), Is.EqualTo(moved));

    [Test]
    public void A_fake_phone_number_follows_the_token() =>
        Assert.That(Kernel.Apply(new FakeAction(FakeEntity.Phone, "default"), "+49 30 1234567"), Is.EqualTo("+45 92 0821045"));
}
