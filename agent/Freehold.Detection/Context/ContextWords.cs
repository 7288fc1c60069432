using Freehold.Detection.Words;
using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Context;

/// <summary>Words that make an entity likelier when they stand before it or in the column's name. Lower case; own list.</summary>
internal static class ContextWords
{
    private static readonly (PersonalDataEntity Entity, string Words)[] Lists =
    [
        (Email, "email mail emails e-mail courriel correo"),
        (PhoneNumber, "phone telephone tel telefon telefono téléphone teléfono mobile mobil cell cellphone handy fax call calling called "
            + "calls dial desk office work home number contact answering whatsapp sms text messages landline hotline reach"),
        (CreditCard, "card credit debit visa mastercard maestro amex american express discover diners jcb cc pan payment creditcard kreditkarte"),
        (Iban, "iban bank account konto swift bic"),
        (IpAddress, "ip ipv4 ipv6 address host server"),
        (MacAddress, "mac hardware ethernet wifi bluetooth"),
        (Url, "url website web site link homepage"),
        (PersonalDataEntity.Domain, "domain website web site host homepage"),
        (Date, "date day on since until from datum fecha data"),
        (DateOfBirth, "born birth birthday birthdate dob geboren geburtsdatum geburtstag naissance née nacimiento nascita nascido nascimento urodzenia"),
        (UsSsn, "ssn ssns social security ssid"),
        (UsItin, "itin taxpayer tax tin individual"),
        (UsPassport, "passport travel document"),
        (UsBankAccount, "bank account accounts acct acc checking savings debit routing deposit"),
        (UkNhs, "nhs national health service patient"),
        (UkNino, "nino ni insurance national"),
        (DeTaxId, "steuer steuerid steueridentifikationsnummer idnr steuernummer tin tax"),
        (FrNir, "nir sécurité sociale securite insee vitale"),
        (EsNif, "nif dni identidad identificación"),
        (EsNie, "nie extranjero identidad"),
        (ItFiscalCode, "codice fiscale cf fiscal"),
        (PlPesel, "pesel"),
        (AuTfn, "tfn tax file"),
        (AuMedicare, "medicare"),
        (AuAbn, "abn business australian"),
        (InAadhaar, "aadhaar aadhar uidai uid"),
        (InPan, "pan permanent account"),
        (SgNric, "nric fin singapore identity"),
        (BrCpf, "cpf cadastro"),
        (BrCnpj, "cnpj cadastro"),
        (FirstName, "firstname forename vorname prénom prenom nombre givenname"),
        (LastName, "lastname surname nachname familienname nom apellido cognome maiden"),
        (Person, "name named mr mrs ms dr patient customer"),
        (StreetAddress, "address street adresse anschrift straße strasse rue calle via addr lives living"),
        (City, "city town stadt ort ville ciudad città municipality lives in from"),
        (Postcode, "zip postcode postal postleitzahl plz cp cap zipcode"),
        (Country, "country land pays país paese nation"),
    ];

    // What a column's name says that a sentence does not.
    private static readonly (PersonalDataEntity Entity, string Words)[] ColumnLists =
    [
        (FirstName, "first given forename fname middle"),
        (LastName, "last family lname maiden mothersmaiden"),
        (Person, "name fullname person contact employee"),
        (CreditCard, "ccnumber ccnum cardnumber"),
        (StreetAddress, "streetaddress addressline line1"),
        (PhoneNumber, "telephonenumber phonenumber msisdn"),
        (Email, "emailaddress"),
        (DateOfBirth, "birthday birthdate dateofbirth"),
        (IpAddress, "ipaddress clientip remoteaddr"),
    ];

    /// <summary>The entities that a word of a text speaks for, as bits of <see cref="EntitySet"/>.</summary>
    public static WordTable OfText { get; } = Table(Lists);

    /// <summary>The entities that a word of a column's name speaks for.</summary>
    public static WordTable OfColumnName { get; } = Table([.. Lists.Where(list => list.Entity is not (City or Date)), .. ColumnLists,
        (City, "city town stadt ort ville ciudad città municipality"), (Date, "date day datum fecha")]);

    private static WordTable Table(IEnumerable<(PersonalDataEntity Entity, string Words)> lists) =>
        new(lists.SelectMany(list => list.Words.Split(' ').Select(word => (word, 1UL << (int)list.Entity))));
}
