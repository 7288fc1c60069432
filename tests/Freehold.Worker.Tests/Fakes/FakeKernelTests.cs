using System.Security.Cryptography;
using System.Text;
using Freehold.JobContract.Transform;
using Freehold.Worker.Fakes;
using Freehold.Worker.Tests.Kernels;
using NormalisationOptions = Freehold.JobContract.Transform.Normalisation;

namespace Freehold.Worker.Tests.Fakes;

public sealed class FakeKernelTests
{
    [Test]
    public void The_same_value_has_the_same_fake_and_others_mostly_another([Values] FakeEntity entity)
    {
        var action = new FakeAction(entity, "default");
        var fakes = Enumerable.Range(1000, 200).Select(number => Kernel.Apply(action, $"value {number}")).ToList();

        Assert.That(Enumerable.Range(1000, 200).Select(number => Kernel.Apply(action, $"value {number}")), Is.EqualTo(fakes));
        Assert.That(fakes.Distinct().Count(), Is.GreaterThan(90));
        Assert.That(fakes, Has.None.Null.And.None.Empty);
    }

    [Test]
    public void Another_domain_has_other_fakes()
    {
        var here = Kernel.Apply(new FakeAction(FakeEntity.Email, "here"), "anna@example.org");
        Assert.That(Kernel.Apply(new FakeAction(FakeEntity.Email, "there"), "anna@example.org"), Is.Not.EqualTo(here));
    }

    [TestCase("+49 (30) 123-45 67", "+dd (dd) ddd-dd dd")]
    [TestCase("0049 30 1", "00dd dd d")]
    [TestCase("ext. Anna", "lll. Ulll")]
    [TestCase("Zoë", "Ull")]
    public void A_phone_number_keeps_its_form_and_nothing_else(string phone, string form) =>
        Assert.That(Form(Kernel.Apply(new FakeAction(FakeEntity.Phone, "default"), phone)!, phone), Is.EqualTo(form));

    [TestCase("SW1A 1AA", "UUdU dUU")]
    [TestCase("10115", "ddddd")]
    public void A_postcode_keeps_its_form(string postcode, string form) =>
        Assert.That(Form(Kernel.Apply(new FakeAction(FakeEntity.Postcode, "default"), postcode)!, postcode), Is.EqualTo(form));

    [TestCase("4111 1111 1111 1111")]
    [TestCase("378282246310005")]
    [TestCase("6011-1111-1111-1117")]
    public void A_card_number_keeps_its_form_and_a_valid_check_digit(string card)
    {
        for (var domain = 0; domain < 50; domain++)
        {
            var fake = Kernel.Apply(new FakeAction(FakeEntity.CreditCard, $"d{domain}"), card)!;

            Assert.That(Form(fake, card), Is.EqualTo(Form(card, card)));
            Assert.That(fake, Is.Not.EqualTo(card));
            Assert.That(IsLuhn(fake), Is.True, fake);
        }
    }

    [Test]
    public void An_email_address_lies_under_a_domain_that_cannot_exist() =>
        Assert.That(Kernel.Apply(new FakeAction(FakeEntity.Email, "default"), "anna@corp.test"), Does.Match(@"^[a-z]+\.[a-z]+\d{4}@example\.(com|org|net)$"));

    [TestCase(" Anna@Example.ORG ", "anna@example.org", NormalisationOptions.Trim | NormalisationOptions.FoldCase, true)]
    [TestCase("Anna@Example.ORG", "anna@example.org", NormalisationOptions.Trim, false)]
    [TestCase("ÄNNE", "änne", NormalisationOptions.FoldCase, true)]
    [TestCase("Zoe\u0308", "Zoë", NormalisationOptions.Nfc, true)]
    [TestCase("Zoe\u0308", "Zoë", NormalisationOptions.None, false)]
    public void Spellings_that_are_normalised_agree(string one, string other, NormalisationOptions normalise, bool agree)
    {
        var action = new FakeAction(FakeEntity.Name, "default") { Normalise = normalise };
        Assert.That(Kernel.Apply(action, one) == Kernel.Apply(action, other), Is.EqualTo(agree));
    }

    /// <summary>An update of Bogus that changes its words would change everybody's fakes: then keep the old words beside the new.</summary>
    [Test]
    public void The_vocabularies_are_the_ones_that_fakes_were_made_of()
    {
        byte[][][] lists =
        [
            Vocabulary.FirstNames, Vocabulary.LastNames, Vocabulary.CitySuffixes,
            Vocabulary.StreetSuffixes, Vocabulary.Countries, Vocabulary.CompanySuffixes,
        ];
        var text = string.Join('\n', lists.SelectMany(list => list).Select(Encoding.UTF8.GetString));

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), Is.EqualTo("583bd657c1ebdeb8e4712ed9db4d86a077a5e471eb76450bdb64ede18ff0ba7d"));
    }

    [TestCase(FakeEntity.Iban, "DE89 3704 0044 0532 0130 00", @"^DE\d\d \d{4} \d{4} \d{4} \d{4} \d\d$")]
    [TestCase(FakeEntity.Iban, "GB29NWBK60161331926819", @"^GB\d\d[A-Z]{4}\d{14}$")]
    [TestCase(FakeEntity.Ipv4, "192.168.1.1", @"^10\.\d{1,3}\.\d{1,3}\.\d{1,3}$")]
    [TestCase(FakeEntity.Ipv6, "::1", @"^2001:db8(:[0-9a-f]{1,4}){6}$")]
    [TestCase(FakeEntity.MacAddress, "AA-BB-CC-DD-EE-FF", @"^[0-9A-F][26AE](-[0-9A-F]{2}){5}$")]
    [TestCase(FakeEntity.MacAddress, "00:1b:44:11:3a:b7", @"^[0-9a-f][26ae](:[0-9a-f]{2}){5}$")]
    [TestCase(FakeEntity.Url, "http://x.org/a", @"^http://[a-z]+\d{3}\.example\.(com|org|net)/[a-z]+$")]
    [TestCase(FakeEntity.Uuid, "F47AC10B-58CC-4372-A567-0E02B2C3D479", @"^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$")]
    [TestCase(FakeEntity.DateOfBirth, "07.03.1960", @"^\d\d\.\d\d\.(19[3-9]\d|200[0-7])$")]
    [TestCase(FakeEntity.Vin, "WVWZZZ1JZXW000001", "^[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{8}$")]
    [TestCase(FakeEntity.LicensePlate, "B-XY 123", @"^[A-Z]-[A-Z]{2} \d{3}$")]
    [TestCase(FakeEntity.NationalId, "078-05-1120", @"^0\d\d-\d\d-\d{4}$")]
    [TestCase(FakeEntity.Number, "-123.40", @"^-[1-9]\d\d\.\d\d$")]
    [TestCase(FakeEntity.Sentence, "x", @"^[A-Z][a-z]*( [a-z]+){5,11}\.$")]
    public void A_fake_has_the_form_of_its_kind(FakeEntity entity, string value, string pattern)
    {
        for (var domain = 0; domain < 20; domain++)
            Assert.That(Kernel.Apply(new FakeAction(entity, $"d{domain}"), value), Does.Match(pattern));
    }

    [TestCase("DE89 3704 0044 0532 0130 00")]
    [TestCase("gb29nwbk60161331926819")]
    public void A_bank_account_number_has_valid_check_digits(string iban)
    {
        for (var domain = 0; domain < 50; domain++)
        {
            var fake = Kernel.Apply(new FakeAction(FakeEntity.Iban, $"d{domain}"), iban)!.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
            var number = System.Numerics.BigInteger.Parse(
                string.Concat((fake[4..] + fake[..4]).Select(character => char.IsAsciiDigit(character) ? $"{character}" : $"{character - 'A' + 10}")),
                System.Globalization.CultureInfo.InvariantCulture);
            Assert.That((int)(number % 97), Is.EqualTo(1), fake);
        }
    }

    // A zero at the start of a number is part of its form; a fake must not be compared with itself there.
    private static string Form(string fake, string original) => string.Concat(fake.Select((character, index) => character switch
    {
        '0' when original[index] is '0' && original[..index].All(before => !char.IsAsciiDigit(before) || before is '0') => '0',
        >= '0' and <= '9' => 'd',
        >= 'A' and <= 'Z' => 'U',
        >= 'a' and <= 'z' => 'l',
        _ => character,
    }));

    private static bool IsLuhn(string card) => card.Where(char.IsAsciiDigit).Reverse()
        .Select((digit, index) => (digit - '0') * (index % 2 == 0 ? 1 : 2))
        .Sum(value => value > 9 ? value - 9 : value) % 10 == 0;
}
