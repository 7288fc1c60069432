using Freehold.JobContract.Transform;

namespace Freehold.Worker.Fakes;

/// <summary>How each kind of thing is invented. Changing a line here changes everybody's fakes.</summary>
internal static class FakeEntities
{
    public static byte[][] Domains { get; } = [[.. "example.com"u8], [.. "example.org"u8], [.. "example.net"u8]];

    /// <summary>The entity type that goes into the token: the entity's word in documents.</summary>
    public static string TokenType(FakeEntity entity) => entity switch
    {
        FakeEntity.FirstName => "first_name",
        FakeEntity.LastName => "last_name",
        FakeEntity.Name => "name",
        FakeEntity.Email => "email",
        FakeEntity.Username => "username",
        FakeEntity.Phone => "phone",
        FakeEntity.StreetAddress => "street_address",
        FakeEntity.City => "city",
        FakeEntity.Postcode => "postcode",
        FakeEntity.Country => "country",
        FakeEntity.Company => "company",
        FakeEntity.CreditCard => "credit_card",
        FakeEntity.NationalId => "national_id",
        FakeEntity.Iban => "iban",
        FakeEntity.Ipv4 => "ipv4",
        FakeEntity.Ipv6 => "ipv6",
        FakeEntity.MacAddress => "mac_address",
        FakeEntity.Url => "url",
        FakeEntity.Uuid => "uuid",
        FakeEntity.DateOfBirth => "date_of_birth",
        FakeEntity.Job => "job",
        FakeEntity.Sentence => "sentence",
        FakeEntity.Text => "text",
        FakeEntity.LicensePlate => "license_plate",
        FakeEntity.Vin => "vin",
        FakeEntity.Number => "number",
        _ => throw new ArgumentOutOfRangeException(nameof(entity)),
    };

    /// <summary>Invents one.</summary>
    public static void Add(FakeText fake, FakeEntity entity, ReadOnlySpan<byte> original, ref FakeDice dice)
    {
        switch (entity)
        {
            case FakeEntity.FirstName:
                fake.Add(Any(Vocabulary.FirstNames, ref dice));
                break;
            case FakeEntity.LastName:
                fake.Add(Any(Vocabulary.LastNames, ref dice));
                break;
            case FakeEntity.Name:
                fake.Add(Any(Vocabulary.FirstNames, ref dice)).Add((byte)' ').Add(Any(Vocabulary.LastNames, ref dice));
                break;
            case FakeEntity.Username:
                AddUserName(fake, ref dice);
                break;
            case FakeEntity.Email:
                AddUserName(fake, ref dice);
                fake.Add((byte)'@').Add(Any(Domains, ref dice));
                break;
            case FakeEntity.StreetAddress:
                fake.AddNumber(dice.Roll(900) + 100, 3).Add((byte)' ')
                    .Add(Any(Vocabulary.LastNames, ref dice)).Add((byte)' ').Add(Any(Vocabulary.StreetSuffixes, ref dice));
                break;
            case FakeEntity.City:
                fake.Add(Any(Vocabulary.LastNames, ref dice)).Add(Any(Vocabulary.CitySuffixes, ref dice));
                break;
            case FakeEntity.Country:
                fake.Add(Any(Vocabulary.Countries, ref dice));
                break;
            case FakeEntity.Company:
                fake.Add(Any(Vocabulary.LastNames, ref dice)).Add((byte)' ').Add(Any(Vocabulary.CompanySuffixes, ref dice));
                break;
            case FakeEntity.Phone or FakeEntity.Postcode or FakeEntity.NationalId or FakeEntity.LicensePlate or FakeEntity.Number:
                WrittenLike.Add(fake, original, ref dice);
                break;
            case FakeEntity.CreditCard:
                WrittenLike.AddCard(fake, original, ref dice);
                break;
            case FakeEntity.Iban:
                FakeIban.Add(fake, original, ref dice);
                break;
            case FakeEntity.Ipv4:
                FakeAddresses.AddIpv4(fake, ref dice);
                break;
            case FakeEntity.Ipv6:
                FakeAddresses.AddIpv6(fake, ref dice);
                break;
            case FakeEntity.MacAddress:
                FakeAddresses.AddMac(fake, original, ref dice);
                break;
            case FakeEntity.Url:
                FakeAddresses.AddUrl(fake, original, ref dice);
                break;
            case FakeEntity.Uuid:
                FakeUuid.Add(fake, original, ref dice);
                break;
            case FakeEntity.DateOfBirth:
                FakeBirth.Add(fake, original, ref dice);
                break;
            case FakeEntity.Job:
                fake.Add(Any(Vocabulary.JobDescriptors, ref dice)).Add((byte)' ')
                    .Add(Any(Vocabulary.JobLevels, ref dice)).Add((byte)' ').Add(Any(Vocabulary.Jobs, ref dice));
                break;
            case FakeEntity.Sentence:
                FakeProse.AddSentence(fake, ref dice);
                break;
            case FakeEntity.Text:
                FakeProse.AddText(fake, ref dice);
                break;
            case FakeEntity.Vin:
                FakeVin.Add(fake, ref dice);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entity));
        }
    }

    // Ten million names and numbers, so that two people seldom share one.
    private static void AddUserName(FakeText fake, ref FakeDice dice) =>
        fake.AddLower(Any(Vocabulary.FirstNames, ref dice)).Add((byte)'.')
            .AddLower(Any(Vocabulary.LastNames, ref dice)).AddNumber(dice.Roll(10_000), 4);

    /// <summary>One of a list.</summary>
    public static byte[] Any(byte[][] words, ref FakeDice dice) => words[dice.Roll(words.Length)];
}
