using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Tests.Checksums;

/// <summary>Published examples of each number. All are test numbers or made up by the rules.</summary>
public sealed class CheckedNumberTests
{
    private static readonly (PersonalDataEntity Entity, string Value)[] Numbers =
    [
        (CreditCard, "4111111111111111"), (CreditCard, "5555 5555 5555 4444"), (CreditCard, "3782-822463-10005"), (CreditCard, "30569309025904"),
        (CreditCard, "6011111111111117"), (CreditCard, "3530111333300000"), (CreditCard, "2223003122003222"), (CreditCard, "6304000000000000"),
        (Iban, "GB82WEST12345698765432"), (Iban, "DE89 3704 0044 0532 0130 00"), (Iban, "FR1420041010050500013M02606"), (Iban, "NO9386011117947"),
        (Iban, "MT84MALT011000012345MTLCAST001S"), (Iban, "gb82 west 1234 5698 7654 32"),
        (UkNhs, "943 476 5919"), (UkNhs, "9434765919"),
        (DeTaxId, "86095742719"), (DeTaxId, "47 036 892 816"), (DeTaxId, "65929970489"),
        (FrNir, "255081416802538"), (FrNir, "2 55 08 14 168 025 38"), (FrNir, "190012A00400163"),
        (EsNif, "12345678Z"), (EsNif, "12345678-Z"), (EsNie, "X1234567L"), (EsNie, "Z8078221M"),
        (ItFiscalCode, "RSSMRA85T10A562S"), (ItFiscalCode, "MRTMTT25D09F205Z"),
        (PlPesel, "44051401458"), (PlPesel, "02070803628"),
        (AuTfn, "123456782"), (AuTfn, "876 543 210"), (AuAbn, "51824753556"), (AuAbn, "53 004 085 616"),
        (InAadhaar, "2341 2341 2346"),
        (SgNric, "S1234567D"), (SgNric, "F1234567N"), (SgNric, "M5043078W"),
        (BrCpf, "111.444.777-35"), (BrCpf, "52998224725"), (BrCnpj, "11.222.333/0001-81"), (BrCnpj, "11222333000181"),
    ];

    [Test]
    public void A_right_number_is_found_whole([ValueSource(nameof(Numbers))] (PersonalDataEntity Entity, string Value) number)
    {
        Assert.That(Texts.Found($"see {number.Value}, please", number.Entity), Is.EqualTo(new[] { $"{number.Entity.Word()}:{number.Value}" }));
    }

    [Test]
    public void No_changed_digit_passes([ValueSource(nameof(Numbers))] (PersonalDataEntity Entity, string Value) number)
    {
        for (var at = 0; at < number.Value.Length; at++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (!char.IsAsciiDigit(number.Value[at]) || digit == number.Value[at])
                    continue;
                var changed = number.Value[..at] + digit + number.Value[(at + 1)..];
                Assert.That(Texts.Found($"see {changed}, please", number.Entity), Is.Empty, changed);
            }
        }
    }

    [Test]
    public void A_check_that_few_pass_by_chance_makes_a_number_certain()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Texts.Score("4111111111111111", CreditCard), Is.EqualTo(1));
            Assert.That(Texts.Score("86095742719", DeTaxId), Is.EqualTo(1));
            Assert.That(Texts.Score("12345678Z", EsNif), Is.EqualTo(1));
        });
    }

    [Test]
    public void A_check_that_one_in_ten_passes_needs_a_word_beside_it()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Texts.Score("943 476 5919", UkNhs), Is.EqualTo(0.5f));
            Assert.That(Texts.Score("NHS number: 943 476 5919", UkNhs), Is.EqualTo(1));
            Assert.That(Texts.Found("call 243-476-5919"), Is.EqualTo(new[] { "phone_number:243-476-5919" }));
        });
    }

    [TestCase(UsSsn, "457-55-5462", "000-55-5462", "666-55-5462", "912-55-5462", "457-00-5462", "457-55-0000")]
    [TestCase(UsItin, "912-70-1234", "812-70-1234", "912-66-1234", "912-93-1234")]
    [TestCase(UkNino, "AB123456C", "DB123456C", "AO123456C", "GB123456C", "AB123456E")]
    [TestCase(UkNino, "AB 12 34 56 C", "BG 12 34 56 C", "AB 12 34 56 F")]
    [TestCase(InPan, "ABCPE1234F", "ABCXE1234F", "ABCPE12345", "ABCP01234F")]
    [TestCase(AuMedicare, "2123 45670 1", "2123 45671 1", "7123 45675 1", "1123 45679 1", "2223 45670 1")]
    [TestCase(InAadhaar, "234123412346", "134123412346")]
    public void Ranges_that_are_not_issued_are_not_found(PersonalDataEntity entity, string issued, params string[] others)
    {
        Assert.That(Texts.Found($"it is {issued}.", entity), Is.EqualTo(new[] { $"{entity.Word()}:{issued}" }));
        foreach (var other in others)
            Assert.That(Texts.Found($"it is {other}.", entity), Is.Empty, other);
    }
}
