using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Tests.Matching;

/// <summary>What is found in a text, and where it begins and ends.</summary>
public sealed class TextTests
{
    [TestCase("write to anna@example.org.", "email:anna@example.org")]
    [TestCase("<mailto:anna.b+c@mail.example.co.uk>", "email:anna.b+c@mail.example.co.uk")]
    [TestCase("user=anna@example.org;x", "email:anna@example.org")]
    [TestCase("Zoë schrieb “zoë@bücher.de”", "email:zoë@bücher.de")]
    [TestCase("邮箱：anna@example.org，谢谢", "email:anna@example.org")]
    [TestCase("请发到anna@example.org谢谢", "email:anna@example.org")]
    [TestCase("a@b", "")]
    [TestCase("anna@@example.org", "")]
    [TestCase("anna..b@example.org", "")]
    [TestCase("@handle and 5 @ 3.20", "")]
    public void Email_addresses(string text, string expected) => AssertFound(text, expected, Email);

    [TestCase("a123456789b123456789c123456789d123456789e123456789f123456789g1234@example.org", "")]
    public void Email_addresses_too_long(string text, string expected) => AssertFound(text, expected, Email);

    [TestCase("see https://example.org/a?b=c.", "url:https://example.org/a?b=c")]
    [TestCase("(http://example.org)", "url:http://example.org")]
    [TestCase("www.example.org/x", "url:www.example.org/x")]
    [TestCase("at example.org, or", "domain:example.org")]
    [TestCase("bücher.de", "domain:bücher.de")]
    [TestCase("the end.It was", "")]
    [TestCase("file.txt and main.py and 3.14", "")]
    [TestCase("std::vector a::b", "")]
    public void Web_addresses(string text, string expected) => AssertFound(text, expected, Url, Domain);

    [TestCase("from 192.168.0.1:8080", "ip_address:192.168.0.1")]
    [TestCase("host 10.0.0.1.", "ip_address:10.0.0.1")]
    [TestCase("256.1.1.1 1.2.3 1.2.3.4.5 01.2.3.4", "")]
    [TestCase("[2001:db8::1]", "ip_address:2001:db8::1")]
    [TestCase("::1 or ::ffff:10.0.0.1", "ip_address:::1|ip_address:::ffff:10.0.0.1")]
    [TestCase("6e40:4041:c617:e898:c11:40d2:c669:2eb4", "ip_address:6e40:4041:c617:e898:c11:40d2:c669:2eb4")]
    [TestCase("1:2:3:4:5:6:7:8:9 12:30:45 1::2::3", "")]
    public void Network_addresses(string text, string expected) => AssertFound(text, expected, IpAddress);

    [TestCase("00:1A:2b:3C:4d:5E", "mac_address:00:1A:2b:3C:4d:5E")]
    [TestCase("aa:bb:cc:dd:ee:ff", "mac_address:aa:bb:cc:dd:ee:ff")]
    [TestCase("AA-BB-CC-DD-1E-FF", "mac_address:AA-BB-CC-DD-1E-FF")]
    [TestCase("00:1A:2b:3C:4d:5E:6F 00:1A-2b:3C:4d:5E", "")]
    public void Hardware_addresses(string text, string expected) => AssertFound(text, expected, MacAddress);

    [TestCase("+46 (0)8 928 571 38", "phone_number:+46 (0)8 928 571 38")]
    [TestCase("(898)666-3621x0135", "phone_number:(898)666-3621x0135")]
    [TestCase("tel:0393 1144137", "phone_number:0393 1144137")]
    [TestCase("05.03.1985 and 2020-03-07", "")]
    [TestCase("1998-2004", "")]
    [TestCase("1,234,567,890 or 3.14159265", "")]
    [TestCase("order 9498777106", "")]
    [TestCase("phone 9498777106", "phone_number:9498777106")]
    [TestCase("电话138 0013 8000。", "phone_number:138 0013 8000")]
    public void Phone_numbers(string text, string expected) => AssertFound(text, expected, PhoneNumber);

    [TestCase("2020-03-07T10:11:12Z.", "date:2020-03-07T10:11:12Z")]
    [TestCase("7.3.2020", "date:7.3.2020")]
    [TestCase("31/12/2020 12/31/2020", "date:31/12/2020|date:12/31/2020")]
    [TestCase("March 7, 2020 and 7th of", "date:March 7, 2020")]
    [TestCase("30.02.2020 2020-13-01 1.2.3 2020", "")]
    public void Dates(string text, string expected) => AssertFound(text, expected, Date);

    [TestCase("Marie Curie met Dr. Huxley", "person:Marie Curie|person:Huxley")]
    [TestCase("ask Anna, not May", "first_name:Anna")]
    [TestCase("Will Smith or will he", "person:Will Smith")]
    [TestCase("The Bank of England", "")]
    public void People(string text, string expected) => AssertFound(text, expected, Person, FirstName, LastName);

    [TestCase("at 12 Old Mill Road, Leeds", "street_address:12 Old Mill Road")]
    [TestCase("Mattenstrasse 108", "street_address:Mattenstrasse 108")]
    [TestCase("the Rua do Arenque 1634", "street_address:Rua do Arenque 1634")]
    [TestCase("12 monkeys", "")]
    public void Streets(string text, string expected) => AssertFound(text, expected, StreetAddress);

    [TestCase("at SW1A 1AA", "postcode:SW1A 1AA")]
    [TestCase("zip 90210", "")]
    public void Postcodes(string text, string expected) => AssertFound(text, expected, Postcode);

    [TestCase("x4111111111111111 é4111111111111111 4111111111111111é")]
    [TestCase("41111111111111110000")]
    [TestCase("1-4111111111111111")]
    public void A_number_within_a_longer_word_is_none(string text) => AssertFound(text, "", CreditCard);

    [Test]
    public void Places_are_counted_in_bytes()
    {
        var finding = Texts.Detect("Zoë: anna@example.org", Email).Single();

        Assert.That((finding.Start, finding.Length), Is.EqualTo((6, 16)));
    }

    private static void AssertFound(string text, string expected, params PersonalDataEntity[] entities) =>
        Assert.That(string.Join('|', Texts.Found(text, entities)), Is.EqualTo(expected));
}
