using System.Text;
using Freehold.Detection.Columns;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Tests.Columns;

/// <summary>600 made-up people in many scripts, from tests/Freehold.TestData/presidio-pii.</summary>
public sealed class When_a_table_of_people_is_classified
{
    private static readonly string[][] Rows = Read();

    [TestCase("GivenName", "first_name")]
    [TestCase("Surname", "last_name")]
    [TestCase("MothersMaiden", "last_name")]
    [TestCase("StreetAddress", "street_address")]
    [TestCase("City", "city")]
    [TestCase("ZipCode", "postcode")]
    [TestCase("Country", "country")]
    [TestCase("CountryFull", "country")]
    [TestCase("EmailAddress", "email")]
    [TestCase("TelephoneNumber", "phone_number")]
    [TestCase("Birthday", "date_of_birth")]
    [TestCase("Domain", "domain")]
    [TestCase("Number", "")]
    [TestCase("Gender", "")]
    [TestCase("Title", "")]
    [TestCase("MiddleInitial", "")]
    [TestCase("TelephoneCountryCode", "")]
    [TestCase("Age", "")]
    [TestCase("CCType", "")]
    [TestCase("CCNumber", "", Description = "a spreadsheet has damaged them: 5.54563E+15")]
    [TestCase("CVV2", "")]
    [TestCase("CCExpires", "")]
    [TestCase("Occupation", "")]
    [TestCase("Company", "")]
    [TestCase("Username", "")]
    [TestCase("Password", "")]
    [TestCase("State", "")]
    public void A_column_is_what_it_is_called(string column, string expected) => AssertIs(column, column, expected);

    [TestCase("GivenName", "first_name")]
    [TestCase("Surname", "", Description = "the word lists hold fewer than 60 % of them")]
    [TestCase("EmailAddress", "email")]
    [TestCase("TelephoneNumber", "phone_number")]
    [TestCase("Birthday", "date")]
    [TestCase("CountryFull", "country")]
    [TestCase("Domain", "domain")]
    [TestCase("Occupation", "")]
    [TestCase("Age", "")]
    public void Values_alone_tell_what_they_are_under_a_name_that_does_not(string column, string expected) => AssertIs(column, "c7", expected);

    private static void AssertIs(string column, string name, string expected)
    {
        var index = Array.IndexOf(Rows[0], column);
        var classifier = new ColumnClassifier(name, EntitySet.All);
        foreach (var row in Rows.Skip(1))
            classifier.Add(Encoding.UTF8.GetBytes(row[index]));

        var verdict = classifier.Classify();
        TestContext.Out.WriteLine($"{column} as {name}: {verdict}");
        Assert.That(verdict?.Entity.Word() ?? "", Is.EqualTo(expected));
    }

    // The sample has no quoted field over a line end; those with a comma in quotes are left out.
    private static string[][] Read() =>
        [.. File.ReadLines(Path.Join(AppContext.BaseDirectory, "presidio-pii", "people.csv"))
            .Where(line => !line.Contains('"', StringComparison.Ordinal)).Select(line => line.Split(','))];
}
