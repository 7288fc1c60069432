using Freehold.JobContract.Detection;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Detection;

/// <summary>The action that replaces one kind of finding in a text.</summary>
internal static class TextReplacements
{
    /// <summary>The action; null when the entity's tag comes in its place.</summary>
    public static TransformAction? Of(RedactTextAction text, PersonalDataEntity entity) => text.By switch
    {
        TextReplacement.Mask => new MaskAction(KeepFirst: 0, KeepLast: 0, With: '*', KeepSeparators: true),
        TextReplacement.Hash => new HashAction(text.Salt),
        TextReplacement.Fake => FakeOf(entity) is { } fake ? new FakeAction(fake, text.Domain) : null,
        _ => null,
    };

    // What has no fake of its own kind gets its tag: an invented text must not look like a kind that it is not.
    private static FakeEntity? FakeOf(PersonalDataEntity entity) => entity switch
    {
        PersonalDataEntity.Email => FakeEntity.Email,
        PersonalDataEntity.PhoneNumber => FakeEntity.Phone,
        PersonalDataEntity.CreditCard => FakeEntity.CreditCard,
        PersonalDataEntity.FirstName => FakeEntity.FirstName,
        PersonalDataEntity.LastName => FakeEntity.LastName,
        PersonalDataEntity.Person => FakeEntity.Name,
        PersonalDataEntity.StreetAddress => FakeEntity.StreetAddress,
        PersonalDataEntity.City => FakeEntity.City,
        PersonalDataEntity.Postcode => FakeEntity.Postcode,
        PersonalDataEntity.Country => FakeEntity.Country,
        _ => null,
    };
}
