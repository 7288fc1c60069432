namespace Freehold.JobContract.Transform;

/// <summary>What <see cref="FakeAction"/> can invent. Written in snake case in documents: <c>first_name</c>.</summary>
public enum FakeEntity
{
    /// <summary>Given name.</summary>
    FirstName,

    /// <summary>Family name.</summary>
    LastName,

    /// <summary>Given and family name.</summary>
    Name,

    /// <summary>E-mail address under a domain that cannot exist (<c>example.com</c>, <c>.org</c>, <c>.net</c>).</summary>
    Email,

    /// <summary>User name.</summary>
    Username,

    /// <summary>Phone number; digits change, the written format stays.</summary>
    Phone,

    /// <summary>House number and street.</summary>
    StreetAddress,

    /// <summary>City.</summary>
    City,

    /// <summary>Postal code; letters and digits change, the written format stays.</summary>
    Postcode,

    /// <summary>Country.</summary>
    Country,

    /// <summary>Company.</summary>
    Company,

    /// <summary>Payment card number with a valid check digit; the written format stays.</summary>
    CreditCard,
}
