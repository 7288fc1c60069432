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

    /// <summary>National identity number, for example a US social security number; the written format stays.</summary>
    NationalId,

    /// <summary>Bank account number with valid check digits (mod 97); country and written format stay.</summary>
    Iban,

    /// <summary>IPv4 address in 10.0.0.0/8.</summary>
    Ipv4,

    /// <summary>IPv6 address in 2001:db8::/32, which is for documentation.</summary>
    Ipv6,

    /// <summary>MAC address, locally administered; separators and case stay.</summary>
    MacAddress,

    /// <summary>Web address under a domain that cannot exist.</summary>
    Url,

    /// <summary>UUID of version 4; capitals and braces stay.</summary>
    Uuid,

    /// <summary>Date of birth of somebody between 18 and 90 years old on 1 January 2025; written as the original was.</summary>
    DateOfBirth,

    /// <summary>Occupation.</summary>
    Job,

    /// <summary>One sentence of words without meaning.</summary>
    Sentence,

    /// <summary>Three to five sentences.</summary>
    Text,

    /// <summary>License plate; letters and digits change, the written format stays.</summary>
    LicensePlate,

    /// <summary>Vehicle identification number, 17 characters with a valid check digit.</summary>
    Vin,

    /// <summary>Number; sign, decimals and number of digits stay.</summary>
    Number,
}
