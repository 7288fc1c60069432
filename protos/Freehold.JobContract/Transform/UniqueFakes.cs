namespace Freehold.JobContract.Transform;

/// <summary>Entities of which there are enough that every value can have a fake of its own.</summary>
public static class UniqueFakes
{
    /// <summary>Those entities.</summary>
    public static IReadOnlyList<FakeEntity> Entities { get; } =
    [
        FakeEntity.Name, FakeEntity.Email, FakeEntity.Username, FakeEntity.Phone, FakeEntity.CreditCard, FakeEntity.NationalId,
        FakeEntity.Uuid, FakeEntity.Number,
    ];

    /// <summary>Whether fakes of an entity can be unique.</summary>
    public static bool Supports(FakeEntity entity) => Entities.Contains(entity);
}
