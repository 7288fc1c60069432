using Freehold.JobContract.Detection;

namespace Freehold.JobContract.Gretel;

/// <summary>Gretel's words for entities and ours, where they differ.</summary>
public static class GretelEntities
{
    private static readonly Dictionary<string, string> Ours = new(StringComparer.Ordinal)
    {
        ["name"] = "person",
        ["full_name"] = "person",
        ["person_name"] = "person",
        ["given_name"] = "first_name",
        ["family_name"] = "last_name",
        ["surname"] = "last_name",
        ["email_address"] = "email",
        ["phone"] = "phone_number",
        ["fax_number"] = "phone_number",
        ["ssn"] = "us_ssn",
        ["address"] = "street_address",
        ["zipcode"] = "postcode",
        ["credit_debit_card"] = "credit_card",
        ["credit_card_number"] = "credit_card",
        ["ipv4"] = "ip_address",
        ["ipv6"] = "ip_address",
        ["birthdate"] = "date_of_birth",
        ["bank_routing_number"] = "us_bank_account",
        ["passport_number"] = "us_passport",
    };

    /// <summary>Our word for a word of Gretel or of ours; null when detection knows no such thing.</summary>
    public static string? OurWord(string word) => Ours.TryGetValue(word, out var ours) ? ours : PersonalDataWords.TryParse(word, out _) ? word : null;

    /// <summary>What <c>column.entity</c> says in a Gretel document for a word of ours.</summary>
    public static string GretelWord(string ours) => ours switch
    {
        "person" => "name",
        "us_ssn" => "ssn",
        "credit_card" => "credit_card_number",
        _ => ours,
    };
}
