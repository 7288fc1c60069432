using System.Text;
using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Tests.Scanning;

public sealed class ContextTests
{
    [Test]
    public void A_form_that_may_be_anything_is_found_only_in_context()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Texts.Score("order 457555462", UsSsn), Is.Zero);
            Assert.That(Texts.Score("ssn 457555462", UsSsn), Is.EqualTo(0.4f));
            Assert.That(Texts.Score("his SSN is 457555462", UsSsn), Is.EqualTo(0.4f));
            Assert.That(Texts.Score("bank account 12345678901", UsBankAccount), Is.EqualTo(0.4f));
            Assert.That(Texts.Score("passport no. C12345678", UsPassport), Is.EqualTo(0.45f).Within(0.001f));
        });
    }

    [Test]
    public void A_word_adds_to_the_score_of_the_form()
    {
        Assert.That(Texts.Score("457-55-5462", UsSsn), Is.EqualTo(0.5f));
        Assert.That(Texts.Score("ssn 457-55-5462", UsSsn), Is.EqualTo(0.85f).Within(0.001f));
    }

    [TestCase("ssn one two three four 457555462", 0.4f)]
    [TestCase("ssn one two three four five 457555462", 0f)]
    [TestCase("457555462 is the ssn", 0f)]
    [TestCase("Xssn 457555462", 0f)]
    public void Only_the_five_words_before_count(string text, float score)
    {
        Assert.That(Texts.Score(text, UsSsn), Is.EqualTo(score));
    }

    [TestCase("ssn", UsSsn)]
    [TestCase("customer_ssn", UsSsn)]
    [TestCase("CustomerSSN", UsSsn)]
    [TestCase("TelephoneNumber", PhoneNumber)]
    [TestCase("HOME_PHONE", PhoneNumber)]
    [TestCase("date of birth", DateOfBirth)]
    [TestCase("GivenName", FirstName)]
    [TestCase("prénom", FirstName)]
    [TestCase("ZipCode", Postcode)]
    public void The_name_of_a_column_is_context(string column, PersonalDataEntity entity)
    {
        Assert.That(PersonalDataDetector.ContextOf(column).Has(entity));
    }

    [TestCase("session", UsSsn)]
    [TestCase("finance", SgNric)]
    [TestCase("panel", InPan)]
    [TestCase("zipper", Postcode)]
    public void Letters_within_a_word_are_not(string column, PersonalDataEntity entity)
    {
        Assert.That(PersonalDataDetector.ContextOf(column).Has(entity), Is.False);
    }

    [Test]
    public void A_column_counts_as_words_before_the_value()
    {
        var findings = new List<Finding>();
        new PersonalDataDetector(EntitySet.All).Detect(Encoding.UTF8.GetBytes("457555462"), PersonalDataDetector.ContextOf("ssn"), findings);

        Assert.That(findings, Is.EqualTo(new[] { new Finding(UsSsn, 0, 9, 0.4f) }));
    }

    [Test]
    public void A_date_is_a_date_of_birth_where_words_say_so()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Texts.Found("due 1980-03-07"), Is.EqualTo(new[] { "date:1980-03-07" }));
            Assert.That(Texts.Found("born on 7 March 1980"), Is.EqualTo(new[] { "date_of_birth:7 March 1980" }));
            Assert.That(Texts.Found("DOB: 3/7/1980"), Is.EqualTo(new[] { "date_of_birth:3/7/1980" }));
        });
    }
}
