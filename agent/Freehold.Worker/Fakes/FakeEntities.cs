using Freehold.JobContract.Transform;

namespace Freehold.Worker.Fakes;

/// <summary>How each kind of thing is invented. Changing a line here changes everybody's fakes.</summary>
internal static class FakeEntities
{
    private static readonly byte[][] Domains = [[.. "example.com"u8], [.. "example.org"u8], [.. "example.net"u8]];

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
            case FakeEntity.Phone or FakeEntity.Postcode:
                WrittenLike.Add(fake, original, ref dice);
                break;
            case FakeEntity.CreditCard:
                WrittenLike.AddCard(fake, original, ref dice);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entity));
        }
    }

    // Ten million names and numbers, so that two people seldom share one.
    private static void AddUserName(FakeText fake, ref FakeDice dice) =>
        fake.AddLower(Any(Vocabulary.FirstNames, ref dice)).Add((byte)'.')
            .AddLower(Any(Vocabulary.LastNames, ref dice)).AddNumber(dice.Roll(10_000), 4);

    private static byte[] Any(byte[][] words, ref FakeDice dice) => words[dice.Roll(words.Length)];
}
