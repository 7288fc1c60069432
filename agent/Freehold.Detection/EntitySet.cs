using Freehold.JobContract.Detection;

namespace Freehold.Detection;

/// <summary>A set of entities: one bit each.</summary>
public readonly record struct EntitySet
{
    private readonly ulong _bits;

    internal EntitySet(ulong bits) => _bits = bits;

    /// <summary>No entity.</summary>
    public static EntitySet None => default;

    /// <summary>Every entity.</summary>
    public static EntitySet All { get; } = Of(Enum.GetValues<PersonalDataEntity>());

    /// <summary>These entities.</summary>
    public static EntitySet Of(params ReadOnlySpan<PersonalDataEntity> entities)
    {
        var bits = 0UL;
        foreach (var entity in entities)
            bits |= 1UL << (int)entity;
        return new(bits);
    }

    /// <summary>Whether there is none in it.</summary>
    public bool IsEmpty => _bits == 0;

    /// <summary>Whether an entity is in it.</summary>
    public bool Has(PersonalDataEntity entity) => (_bits >> (int)entity & 1) != 0;

    /// <summary>Whether the sets share an entity.</summary>
    public bool HasAny(EntitySet others) => (_bits & others._bits) != 0;

    /// <summary>The entities of both sets.</summary>
    public static EntitySet operator |(EntitySet left, EntitySet right) => new(left._bits | right._bits);

    /// <summary>The entities of both sets.</summary>
    public EntitySet BitwiseOr(EntitySet other) => this | other;

    /// <summary>The entities in order.</summary>
    public IEnumerable<PersonalDataEntity> Entities
    {
        get
        {
            var set = this;
            return Enum.GetValues<PersonalDataEntity>().Where(entity => set.Has(entity));
        }
    }
}
