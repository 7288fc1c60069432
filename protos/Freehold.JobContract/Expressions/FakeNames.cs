using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Expressions;

/// <summary>What is invented by which name after <c>fake.</c>: our own names, and those that Faker has for the same things.</summary>
public static class FakeNames
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, FakeEntity> ByName { get; } = Make();

    private static Dictionary<string, FakeEntity> Make()
    {
        var names = Enum.GetValues<FakeEntity>().ToDictionary(TransformRuleReader.SnakeCase, entity => entity, StringComparer.Ordinal);
        Add(FakeEntity.FirstName, "first_name_male", "first_name_female", "first_name_nonbinary");
        Add(FakeEntity.LastName, "last_name_male", "last_name_female", "last_name_nonbinary");
        Add(FakeEntity.Name, "name_male", "name_female", "full_name", "person");
        Add(FakeEntity.Email, "safe_email", "free_email", "company_email", "ascii_email", "ascii_safe_email", "email_address");
        Add(FakeEntity.Username, "user_name");
        Add(FakeEntity.Phone, "phone_number", "fax_number", "cell_phone", "cellphone_number", "msisdn");
        Add(FakeEntity.StreetAddress, "address", "street");
        Add(FakeEntity.Postcode, "zipcode", "postalcode", "zip_code");
        Add(FakeEntity.Country, "current_country");
        Add(FakeEntity.CreditCard, "credit_card_number", "credit_debit_card");
        return names;

        void Add(FakeEntity entity, params ReadOnlySpan<string> more)
        {
            foreach (var name in more)
                names.TryAdd(name, entity);
        }
    }
}
