namespace Freehold.JobContract.Detection;

/// <summary>
/// A kind of personal data that detection knows. In documents it is the name in lower snake case, for example <c>us_ssn</c>:
/// <see cref="PersonalDataWords"/>. What each one looks like is in docs/detection.md.
/// </summary>
public enum PersonalDataEntity
{
    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Phone number, national or international.</summary>
    PhoneNumber,

    /// <summary>Payment card number (ISO/IEC 7812), 12 to 19 digits.</summary>
    CreditCard,

    /// <summary>International bank account number (ISO 13616).</summary>
    Iban,

    /// <summary>IPv4 or IPv6 address.</summary>
    IpAddress,

    /// <summary>Hardware address of 48 bits.</summary>
    MacAddress,

    /// <summary>Web address with a scheme or a path.</summary>
    Url,

    /// <summary>Host name alone.</summary>
    Domain,

    /// <summary>Calendar date.</summary>
    Date,

    /// <summary>A date that words beside it say is a date of birth.</summary>
    DateOfBirth,

    /// <summary>United States: social security number.</summary>
    UsSsn,

    /// <summary>United States: individual taxpayer identification number.</summary>
    UsItin,

    /// <summary>United States: passport number.</summary>
    UsPassport,

    /// <summary>United States: bank account number.</summary>
    UsBankAccount,

    /// <summary>United Kingdom: NHS number.</summary>
    UkNhs,

    /// <summary>United Kingdom: national insurance number.</summary>
    UkNino,

    /// <summary>Germany: tax identification number (Steuer-ID).</summary>
    DeTaxId,

    /// <summary>France: registration number (NIR, numéro de sécurité sociale).</summary>
    FrNir,

    /// <summary>Spain: tax number of citizens (NIF, DNI).</summary>
    EsNif,

    /// <summary>Spain: number of foreigners (NIE).</summary>
    EsNie,

    /// <summary>Italy: tax code of persons (codice fiscale).</summary>
    ItFiscalCode,

    /// <summary>Poland: PESEL.</summary>
    PlPesel,

    /// <summary>Australia: tax file number.</summary>
    AuTfn,

    /// <summary>Australia: Medicare number.</summary>
    AuMedicare,

    /// <summary>Australia: business number.</summary>
    AuAbn,

    /// <summary>India: Aadhaar number.</summary>
    InAadhaar,

    /// <summary>India: permanent account number.</summary>
    InPan,

    /// <summary>Singapore: NRIC or FIN.</summary>
    SgNric,

    /// <summary>Brazil: number of persons (CPF).</summary>
    BrCpf,

    /// <summary>Brazil: number of companies (CNPJ).</summary>
    BrCnpj,

    /// <summary>Given name.</summary>
    FirstName,

    /// <summary>Family name.</summary>
    LastName,

    /// <summary>A person's name of two words or more, or one after a title.</summary>
    Person,

    /// <summary>Street with a house number.</summary>
    StreetAddress,

    /// <summary>City.</summary>
    City,

    /// <summary>Postal code.</summary>
    Postcode,

    /// <summary>Country, as a name or, in a column that says so, as an ISO 3166 code.</summary>
    Country,
}
